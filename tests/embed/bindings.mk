# SPDX-License-Identifier: MIT
# Other languages and tools over the library.

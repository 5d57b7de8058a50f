// SPDX-License-Identifier: MIT
/** UTF-16 units from 0, the end excluded: `text.slice(...span)`. */
export type Span = [start: number, end: number];

export interface Attribution {
  kind: "direct" | "indirect" | "mixed";
  act: string | null;
  content: Span[];
  cue: Span[];
  source: Span[];
  speaker: string | null;
  speakerId: number | null;
  resolvedBy: string | null;
  polarity: string | null;
  confidence: number | null;
  /** "pack/rule" */
  rule: string | null;
  sentence: number | null;
  paragraph: number | null;
  features: Record<string, string | number | boolean>;
}

export interface Token {
  start: number;
  end: number;
  text: string;
  norm: string;
  class: string;
}

export interface EngineOptions {
  /** Names such as "quotes.en" or paths; default: all of the language. */
  packs?: string | string[];
  /** Folders to look in, before QUOTH_PATH and what is installed. */
  path?: string[];
  lang?: string;
  /** The text of one more pack. */
  source?: string;
}

export class Engine {
  constructor(options?: EngineOptions);
  run(text: string, options?: { lang?: string }): { attributions: Attribution[] };
  runAsync(text: string, options?: { lang?: string }): Promise<{ attributions: Attribution[] }>;
}

export function tokens(text: string, lang?: string): Token[];
export const version: string;

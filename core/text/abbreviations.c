/* SPDX-License-Identifier: MIT */
/* Abbreviations that are written with a period, by language, in byte order of
 * their lower case (ASCII letters only). Single letters and letters between
 * periods (J. U.S. z.B.) need no entry. */
#include "text/abbreviations.h"

#define T QUOTH__ABBR_TITLE
#define P QUOTH__ABBR_PLAIN
#define N QUOTH__ABBR_NUMBER

const quoth__abbreviation quoth__abbreviations_en[] = {
    {"Adm", T}, {"al", P}, {"Ala", P}, {"Amb", T}, {"approx", P}, {"Apr", P},
    {"Ariz", P}, {"Ark", P}, {"Art", N}, {"Arts", N}, {"Assn", P}, {"Assoc", P},
    {"Aug", P}, {"Ave", P}, {"Blvd", P}, {"Brig", T}, {"Bros", P}, {"c", N},
    {"ca", N}, {"Calif", P}, {"Capt", T}, {"Cdr", T}, {"cf", T}, {"ch", N},
    {"cit", N}, {"Cmdr", T}, {"Co", P}, {"Col", T}, {"Colo", P}, {"Conn", P},
    {"Corp", P}, {"Cos", P}, {"Cpl", T}, {"Dec", P}, {"Del", P}, {"Dept", P},
    {"Det", T}, {"Dr", T}, {"Drs", T}, {"esq", P}, {"etc", P}, {"Feb", P},
    {"fig", N}, {"figs", N}, {"Fla", P}, {"Fr", T}, {"Fri", P}, {"Ft", T},
    {"Ga", P}, {"Gen", T}, {"Gov", T}, {"Govs", T}, {"Govt", P}, {"Hon", T},
    {"Hwy", P}, {"Inc", P}, {"incl", P}, {"Insp", T}, {"Intl", P}, {"Jan", P},
    {"Jr", P}, {"Jul", N}, {"Jun", N}, {"Kan", P}, {"Ky", P}, {"Llc", P},
    {"Lt", T}, {"Ltd", P}, {"Maj", T}, {"Mar", N}, {"Md", P}, {"Messrs", T},
    {"Mich", P}, {"Minn", P}, {"Mlle", T}, {"Mme", T}, {"Mont", P}, {"mph", P},
    {"Mr", T}, {"Mrs", T}, {"Ms", T}, {"Mt", T}, {"Mx", T}, {"Natl", P},
    {"Neb", P}, {"Nev", P}, {"no", N}, {"nos", N}, {"Nov", P}, {"Oct", P},
    {"Okla", P}, {"op", N}, {"p", N}, {"Pa", P}, {"para", N}, {"Penn", P},
    {"pg", N}, {"Ph", P}, {"Pkwy", P}, {"pp", N}, {"Pres", T}, {"Prof", T},
    {"Profs", T}, {"Pvt", T}, {"Rd", P}, {"Rep", T}, {"Reps", T}, {"Rev", T},
    {"Sat", N}, {"Sec", N}, {"Secs", N}, {"Sen", T}, {"Sens", T}, {"Sep", P},
    {"Sept", P}, {"Sgt", T}, {"Sr", P}, {"St", T}, {"Ste", T}, {"Sun", N},
    {"Supt", T}, {"Tenn", P}, {"Tex", P}, {"Thu", P}, {"Thur", P}, {"Thurs", P},
    {"Tue", P}, {"Tues", P}, {"Univ", P}, {"v", T}, {"Va", P}, {"viz", T},
    {"vol", N}, {"Vols", N}, {"vs", T}, {"Vt", P}, {"Wed", P}, {"Wis", P},
    {"Wyo", P},
};

const quoth__abbreviation quoth__abbreviations_de[] = {
    {"Abb", T}, {"Abs", N}, {"Abt", T}, {"amerik", T}, {"Anm", P}, {"Art", N},
    {"Aufl", P}, {"Aug", P}, {"Bd", T}, {"bes", T}, {"bzw", T}, {"ca", T},
    {"Chr", P}, {"Co", P}, {"Dez", P}, {"Dipl", T}, {"Dr", T}, {"dt", T},
    {"ehem", T}, {"engl", T}, {"etc", P}, {"evtl", T}, {"Feb", P}, {"Febr", P},
    {"ff", P}, {"Forts", P}, {"Fr", T}, {"Frl", T}, {"frz", T}, {"geb", T},
    {"gem", T}, {"Gen", T}, {"gest", T}, {"ggf", T}, {"hc", T}, {"Hg", P},
    {"Hptm", T}, {"Hr", T}, {"Hrn", T}, {"Hrsg", P}, {"Inc", P}, {"Ing", T},
    {"inkl", T}, {"insb", T}, {"Jan", P}, {"Jh", P}, {"Jhd", P}, {"Jhdt", P},
    {"jr", T}, {"jur", T}, {"Kap", T}, {"Kr", P}, {"lt", T}, {"Ltd", P},
    {"med", T}, {"Min", P}, {"Mio", T}, {"Mrd", T}, {"Nov", P}, {"Nr", T},
    {"Okt", P}, {"Pfr", T}, {"phil", T}, {"Prof", T},
    {"Präs", T}, {"Ref", T}, {"Reg", T}, {"rer", T}, {"russ", T}, {"röm", T},
    {"schweiz", T}, {"Sept", P}, {"sog", T}, {"Sp", T}, {"St", T},
    {"Std", P}, {"stellv", T}, {"Str", P}, {"Stv", T}, {"Tel", P}, {"Tsd", T},
    {"usf", T}, {"usw", P}, {"verh", T}, {"vgl", T}, {"Vors", T}, {"zz", T},
    {"zzgl", T}, {"österr", T},
};

const quoth__abbreviation quoth__abbreviations_fr[] = {
    {"al", T}, {"apr", T}, {"art", N}, {"av", T}, {"avr", P}, {"bd", P},
    {"cf", T}, {"chap", N}, {"Cie", P}, {"coll", T}, {"Dr", T}, {"déc", P},
    {"env", T}, {"etc", P}, {"fig", N}, {"févr", P}, {"Inc", P}, {"janv", P},
    {"juil", P}, {"Ltd", P}, {"Me", T}, {"Mgr", T}, {"Mlle", T}, {"Mlles", T},
    {"MM", T}, {"Mme", T}, {"Mmes", T}, {"n", N}, {"nov", P}, {"oct", P},
    {"p", N}, {"pp", N}, {"Pr", T}, {"Prof", T}, {"sept", P}, {"St", T},
    {"Ste", T}, {"Sts", T}, {"vol", N}, {"éd", T},
};

const quoth__abbreviation quoth__abbreviations_es[] = {
    {"abr", P}, {"ago", P}, {"art", N}, {"av", T}, {"avda", T}, {"Bs", P},
    {"cap", N}, {"Cnel", T}, {"Cía", P}, {"depto", T}, {"dic", P}, {"dpto", T},
    {"Dr", T}, {"Dra", T}, {"Dres", T}, {"Dª", T}, {"Dña", T}, {"ene", P},
    {"etc", P}, {"Excma", T}, {"Excmo", T}, {"feb", P}, {"fig", N}, {"Fr", T},
    {"Gral", T}, {"Ilmo", T}, {"Inc", P}, {"Ing", T}, {"Lic", T}, {"Ltda", P},
    {"Mons", T}, {"nov", P}, {"núm", N}, {"núms", N}, {"oct", P}, {"p", N},
    {"Pdte", T}, {"pp", N}, {"Prof", T}, {"Profa", T}, {"pág", N}, {"págs", N},
    {"sept", P}, {"Sr", T}, {"Sra", T}, {"Sras", T}, {"Sres", T}, {"Srta", T},
    {"Sta", T}, {"Sto", T}, {"Tte", T}, {"Ud", T}, {"Uds", T}, {"Vd", T},
    {"Vds", T}, {"vol", N},
};

const quoth__abbreviation quoth__abbreviations_it[] = {
    {"ago", P}, {"apr", P}, {"Arch", T}, {"art", N}, {"artt", N}, {"Avv", T},
    {"ca", T}, {"cap", N}, {"cfr", T}, {"Col", T}, {"dic", P}, {"Dott", T},
    {"Dr", T}, {"ecc", P}, {"etc", P}, {"feb", P}, {"fig", N}, {"Gen", T},
    {"Geom", T}, {"Inc", P}, {"Ing", T}, {"Mons", T}, {"n", N}, {"nov", P},
    {"on", T}, {"ott", P}, {"p", N}, {"pag", N}, {"pagg", N}, {"pp", N},
    {"Prof", T}, {"Rag", T}, {"Sen", T}, {"sett", P}, {"Sig", T}, {"Sigg", T},
    {"Sigra", T}, {"Spa", P}, {"Srl", P}, {"vol", N},
};

const quoth__abbreviation quoth__abbreviations_pt[] = {
    {"abr", P}, {"ago", P}, {"art", N}, {"av", T}, {"cap", N}, {"Cel", T},
    {"Cia", P}, {"dez", P}, {"Dr", T}, {"Dra", T}, {"Drs", T}, {"Eng", T},
    {"etc", P}, {"Exma", T}, {"Exmo", T}, {"fev", P}, {"fig", N}, {"Gen", T},
    {"Inc", P}, {"jan", P}, {"Ltda", P}, {"nov", P}, {"núm", N}, {"p", N},
    {"pp", N}, {"Prof", T}, {"Profa", T}, {"pág", N}, {"págs", N}, {"Sr", T},
    {"Sra", T}, {"Sras", T}, {"Srs", T}, {"Sta", T}, {"Sto", T}, {"Ten", T},
    {"vol", N},
};

const quoth__abbreviation quoth__abbreviations_ru[] = {
    {"авг", P}, {"акад", T}, {"апр", P}, {"вв", P}, {"г", P}, {"г-жа", T},
    {"г-н", T}, {"гг", P}, {"ген", T}, {"гл", N}, {"дек", P}, {"долл", P},
    {"доц", T}, {"др", P}, {"им", T}, {"кв", T}, {"коп", P}, {"куб", T},
    {"лейт", T}, {"млн", P}, {"млрд", P}, {"н", P}, {"наб", T}, {"напр", T},
    {"ноя", P}, {"нояб", P}, {"обл", T}, {"окт", P}, {"п", N}, {"пер", T},
    {"пл", T}, {"подп", T}, {"полк", T}, {"пр", T}, {"просп", T}, {"проф", T},
    {"проч", P}, {"р-н", T}, {"рис", N}, {"руб", P}, {"сен", P}, {"сент", P},
    {"см", T}, {"стр", N}, {"т", T}, {"табл", N}, {"трлн", P}, {"тыс", P},
    {"ул", T}, {"фев", P}, {"февр", P}, {"чел", P}, {"э", P}, {"янв", P},
};

const quoth__abbreviation quoth__abbreviations_uk[] = {
    {"акад", T}, {"бер", P}, {"верес", P}, {"вул", T}, {"ген", T}, {"гл", N},
    {"грн", P}, {"груд", P}, {"див", T}, {"доц", T}, {"жовт", P}, {"квіт", P},
    {"коп", P}, {"листоп", P}, {"лют", P}, {"м", T}, {"млн", P}, {"млрд", P},
    {"напр", T}, {"обл", T}, {"п", N}, {"пл", T}, {"полк", T}, {"просп", T},
    {"проф", T}, {"р", P}, {"рис", N}, {"рр", P}, {"св", T}, {"серп", P},
    {"стор", N}, {"січ", P}, {"табл", N}, {"тис", P}, {"трав", P}, {"черв", P},
    {"ім", T}, {"ін", P},
};

const quoth__abbreviation quoth__abbreviations_pl[] = {
    {"abp", T}, {"al", T}, {"art", N}, {"bp", T}, {"cdn", P}, {"dr", T},
    {"gen", T}, {"godz", T}, {"hab", T}, {"im", T}, {"inż", T}, {"itd", P},
    {"itp", P}, {"jw", P}, {"kard", T}, {"kpt", T}, {"ks", T}, {"mgr", T},
    {"mjr", T}, {"mld", P}, {"mln", P}, {"np", T}, {"nr", N}, {"ok", T},
    {"os", T}, {"pkt", N}, {"pl", T}, {"por", T}, {"poz", N}, {"ppłk", T},
    {"prof", T}, {"płk", T}, {"r", P}, {"red", T}, {"rys", N}, {"s", N},
    {"sierż", T}, {"str", N}, {"t", N}, {"tab", N}, {"tj", T}, {"tys", P},
    {"tzw", T}, {"ul", T}, {"ust", N}, {"wg", T}, {"zob", T}, {"zł", P},
    {"św", T},
};

const quoth__abbreviation quoth__abbreviations_sv[] = {
    {"apr", P}, {"aug", P}, {"ca", T}, {"dec", P}, {"dir", T}, {"dr", T},
    {"dvs", T}, {"etc", P}, {"feb", P}, {"gen", T}, {"ing", T}, {"jan", P},
    {"jfr", T}, {"kap", N}, {"kapt", T}, {"kl", T}, {"kr", P}, {"milj", P},
    {"mkt", P}, {"nov", P}, {"nr", N}, {"okt", P}, {"osv", P}, {"prof", T},
    {"resp", T}, {"s", N}, {"sept", P}, {"sid", N}, {"st", T}, {"tel", T},
};

/* For Chinese, Japanese and no language: foreign titles. */
const quoth__abbreviation quoth__abbreviations_none[] = {
    {"Dr", T}, {"Mr", T}, {"Mrs", T}, {"Ms", T}, {"Prof", T}, {"St", T},
};

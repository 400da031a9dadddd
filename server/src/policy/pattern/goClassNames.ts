import type { GoBuild } from "../model/assumptions";

/** The categories that every Go has. */
const categories = new Set(
  "C Cc Cf Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs".split(" "),
);

/** The scripts of Unicode 15, which Go 1.21 to 1.26 have. */
export const scripts: readonly string[] = [
  "Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki Bopomofo",
  "Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee Chorasmian Common",
  "Coptic Cuneiform Cypriot Cypro_Minoan Cyrillic Deseret Devanagari Dives_Akuru Dogra Duployan Egyptian_Hieroglyphs",
  "Elbasan Elymaic Ethiopic Georgian Glagolitic Gothic Grantha Greek Gujarati Gunjala_Gondi Gurmukhi Han Hangul",
  "Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic Inherited Inscriptional_Pahlavi",
  "Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kawi Kayah_Li Kharoshthi Khitan_Small_Script Khmer Khojki",
  "Khudawadi Lao Latin Lepcha Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean",
  "Marchen Masaram_Gondi Medefaidrin Meetei_Mayek Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi",
  "Mongolian Mro Multani Myanmar Nabataean Nag_Mundari Nandinagari New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong",
  "Ogham Ol_Chiki Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian Old_South_Arabian",
  "Old_Turkic Old_Uyghur Oriya Osage Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi",
  "Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese",
  "Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan",
  "Tifinagh Tirhuta Toto Ugaritic Vai Vithkuqi Wancho Warang_Citi Yezidi Yi Zanabazar_Square",
].flatMap((line) => line.split(" "));

/** The scripts of Unicode 16 and 17, which Go has from 1.27 on. */
export const newScripts: readonly string[] =
  "Beria_Erfe Garay Gurung_Khema Kirat_Rai Ol_Onal Sidetic Sunuwar Tai_Yo Todhri Tolong_Siki Tulu_Tigalari".split(" ");

/** The long names of categories that Go has from 1.25 on, with the short ones. */
export const longNames: ReadonlyMap<string, string> = new Map(
  [
    "Other C|Control Cc|cntrl Cc|Format Cf|Unassigned Cn|Private_Use Co|Surrogate Cs|Letter L|Cased_Letter LC",
    "Lowercase_Letter Ll|Modifier_Letter Lm|Other_Letter Lo|Titlecase_Letter Lt|Uppercase_Letter Lu|Mark M",
    "Combining_Mark M|Spacing_Mark Mc|Enclosing_Mark Me|Nonspacing_Mark Mn|Number N|Decimal_Number Nd|digit Nd",
    "Letter_Number Nl|Other_Number No|Punctuation P|punct P|Connector_Punctuation Pc|Dash_Punctuation Pd",
    "Close_Punctuation Pe|Final_Punctuation Pf|Initial_Punctuation Pi|Other_Punctuation Po|Open_Punctuation Ps",
    "Symbol S|Currency_Symbol Sc|Modifier_Symbol Sk|Math_Symbol Sm|Other_Symbol So|Separator Z|Line_Separator Zl",
    "Paragraph_Separator Zp|Space_Separator Zs",
  ]
    .flatMap((line) => line.split("|"))
    .map((pair) => pair.split(" ") as [string, string]),
);

/** Which classes each Go has, by their names. Made for the first pattern that names one: most name none. */
let tables: ReturnType<typeof makeTables> | undefined;

function makeTables() {
  return {
    /** What the engine calls the classes that Go has under any spelling from 1.25 on. */
    byCanonicalName: new Map<string, string>([
      ...[...longNames].map(([name, short]) => [canonical(name), short === "LC" ? "Lc" : short] as const),
      ...["Any", "Assigned", "Ascii", "Lc", "Cn", ...categories].map((name) => [canonical(name), name] as const),
    ]),
    oldScripts: new Set(scripts),
    scriptsBefore127: new Map(scripts.filter(isCanonical).map((name) => [name, name])),
    scriptsOf127: new Map([...scripts, ...newScripts].map((name) => [canonical(name), name])),
  };
}

/**
 * The class that a name between the braces of `\p{…}` means to one version of Go, by the name that the engine has for
 * it; undefined where that Go refuses the name (spec §2, "Conditions").
 */
export function classIn(build: GoBuild, name: string): string | undefined {
  tables ??= makeTables();
  const { byCanonicalName, oldScripts, scriptsBefore127, scriptsOf127 } = tables;
  switch (build) {
    case "go1.24":
      return name === "Any" || categories.has(name) || oldScripts.has(name) ? name : undefined;
    case "go1.25-1.26":
      return byCanonicalName.get(canonical(name)) ?? scriptsBefore127.get(canonical(name));
    case "go1.27":
      return byCanonicalName.get(canonical(name)) ?? scriptsOf127.get(canonical(name));
  }
}

/**
 * A name as Go looks it up from 1.25 on: without underscores, spaces and hyphens, and with one capital, the first
 * letter. Before 1.27 it forgot to do so with the names of its own scripts, and no longer found `Old_Italic`.
 */
function canonical(name: string): string {
  const letters = name.replace(/[_ -]/g, "");
  // Of ASCII letters only, as in Go.
  return (
    letters.slice(0, 1).replace(/[a-z]/, (letter) => letter.toUpperCase()) +
    letters.slice(1).replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  );
}

function isCanonical(name: string): boolean {
  return canonical(name) === name;
}

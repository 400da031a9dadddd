/** What a webview's page is made of. */
export interface PageParts {
  readonly title: string;
  /** The addresses of its script, a module, and its stylesheet, as the webview may load them. */
  readonly script: string;
  readonly stylesheet: string;
  /** The source that the webview's own files have in a content security policy. */
  readonly cspSource: string;
  /** Unguessable, and new for each page. */
  readonly nonce: string;
  readonly words: PageWords;
}

/** The language of the page, and what its strings are in that language, as JSON; none for English. */
export interface PageWords {
  readonly language: string;
  readonly bundle: string;
}

/** The empty page. It may run its own script, with the chunks that this imports, and load its own stylesheet; nothing else. */
export function pageHtml({ title, script, stylesheet, cspSource, nonce, words }: PageParts): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}`;
  return `<!DOCTYPE html>
<html lang="${attribute(words.language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="words" content="${attribute(words.bundle)}">
<link rel="stylesheet" href="${stylesheet}">
<title>${attribute(title)}</title>
</head>
<body>
<main id="page"></main>
<script type="module" nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/** Where the page's parts lie, as the webview may load them. */
export interface PageParts {
  readonly script: string;
  readonly stylesheet: string;
  /** The source that the webview's own files have in a content security policy. */
  readonly cspSource: string;
  /** Unguessable, and new for each page. */
  readonly nonce: string;
}

/** The empty page. It may run its own script and load its own stylesheet, and nothing else. */
export function pageHtml({ script, stylesheet, cspSource, nonce }: PageParts): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${stylesheet}">
<title>Simulate</title>
</head>
<body>
<main id="page"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

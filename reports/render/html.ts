import { createHash } from 'node:crypto'
import type { Run } from '../record/run.ts'
import type { Viewer } from '../viewer/build.ts'
import type { Changes } from './changes.ts'
import { headline } from './findings.ts'

/**
 * One file that opens by itself: the viewer, and the record as data that no browser runs. Its policy allows nothing but
 * this script and this sheet (CSP level 3, by hash): no fetch, no frame, no form, no other script. It also tells
 * what has changed since another run, where that is given.
 */
export function html(run: Run, viewer: Viewer, changes?: Changes): string {
  // Only this ends a script element early.
  const script = viewer.script.replaceAll('</script', '<\\/script')
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(viewer.style)}'`,
    "img-src data:; base-uri 'none'; form-action 'none'",
  ].join('; ')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Stackproof</title>
<style>${viewer.style}</style>
</head>
<body>
<noscript><p>${escaped(headline(run))}. This report needs a browser that runs scripts; summary.md beside it does not.</p></noscript>
<div id="page"></div>
<script type="application/json" id="run">${asData(run)}</script>
${changes ? `<script type="application/json" id="changes">${asData(changes)}</script>\n` : ''}<script type="module">${script}</script>
</body>
</html>
`
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

/** JSON in which nothing can end the element or begin a comment: `<` is told by its number. */
function asData(data: Run | Changes): string {
  return JSON.stringify(data).toWellFormed().replaceAll('<', '\\u003c')
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

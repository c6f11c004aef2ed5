// The frame of every page: head, way through the site, language switch, foot. No script, nothing from another host.

import type { Lang } from '../model/lang.ts'
import { type Text, textIn } from '../text/index.ts'
import { type Html, html } from './html.ts'

export interface Page {
  readonly lang: Lang
  /** Below the language: `index.html`, `provider/icloud.html`. */
  readonly path: string
  readonly title: string
  readonly description: string
  readonly body: Html
  readonly date: string
}

/** A file name for an id; ids of the knowledge pass unchanged. */
export const fileName = (id: string): string => id.replace(/[^a-z0-9-]/g, '-')

export function render(page: Page): string {
  const text = textIn(page.lang)
  const { site } = text
  const up = '../'.repeat(page.path.split('/').length - 1)
  const other: Lang = page.lang === 'fr' ? 'en' : 'fr'
  const tab = (path: string, name: string) =>
    html`<li><a href="${up}${path}"${page.path === path ? html` aria-current="page"` : ''}>${name}</a></li>`
  return html`<!doctype html>
<html lang="${page.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src data:">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${page.description}">
<title>${page.title}</title>
<link rel="stylesheet" href="${up}../style.css">
<link rel="icon" href="data:,">
<link rel="alternate" hreflang="${other}" href="${up}../${other}/${page.path}">
</head>
<body>
<a class="skip" href="#content">${site.skip}</a>
<header>
<p class="brand"><a href="${up}index.html">${site.name}</a></p>
<nav aria-label="${site.nav.label}"><ul>
${tab('index.html', site.nav.providers)}
${tab('changes.html', site.nav.changes)}
${tab('apps.html', site.nav.apps)}
<li class="language"><a href="${up}../${other}/${page.path}" hreflang="${other}" lang="${other}">${site.otherLang}</a></li>
</ul></nav>
</header>
<main id="content">
${page.body}
</main>
${foot(text, page.date)}
</body>
</html>
`.markup
}

function foot({ site, known }: Text, date: string): Html {
  return html`<footer><p>${site.footer(known.day(date))}</p><p>${site.licence}</p></footer>`
}

/** The door: both languages, for whoever opens the folder itself. */
export function door(): string {
  const [en, fr] = [textIn('en').site, textIn('fr').site]
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src data:">
<meta name="color-scheme" content="light dark">
<title>${en.name}</title>
<link rel="stylesheet" href="style.css">
<link rel="icon" href="data:,">
</head>
<body class="door">
<main>
<h1><span lang="fr">${fr.choose}</span> · ${en.choose}</h1>
<ul>
<li><a href="fr/index.html" hreflang="fr" lang="fr"><strong>Français</strong> ${fr.name}</a></li>
<li><a href="en/index.html" hreflang="en"><strong>English</strong> ${en.name}</a></li>
</ul>
</main>
</body>
</html>
`.markup
}

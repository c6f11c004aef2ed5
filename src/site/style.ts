// The style sheet of the site: one column that breathes, light and dark, from 320 pixels to paper. Colours only help, words say it.

export const STYLE = `:root {
  color-scheme: light dark;
  --back: #fbfaf7; --card: #ffffff; --ink: #1d2126; --soft: #565e68; --line: #dcd9d0; --link: #0b57a4; --mark: #b3460f;
  --oauth: #d9ecff; --oauth-ink: #0a3f78; --app: #e4f3dd; --app-ink: #23521a; --pass: #fdecc8; --pass-ink: #6a4300;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #15181c; --card: #1d2126; --ink: #e8e6e1; --soft: #a9b0ba; --line: #363c44; --link: #8ec2ff; --mark: #ffb27d;
    --oauth: #123a63; --oauth-ink: #cfe6ff; --app: #1f4319; --app-ink: #d6f2cb; --pass: #543a08; --pass-ink: #ffe7b3;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: 4rem; }
body { margin: 0; background: var(--back); color: var(--ink); font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 72rem; margin-inline: auto; padding-inline: clamp(.9rem, 3vw, 2rem); }
header { display: flex; flex-wrap: wrap; gap: .3rem 2rem; align-items: baseline; justify-content: space-between; padding-block: 1rem; border-bottom: 1px solid var(--line); }
.brand { margin: 0; font-weight: 700; }
.brand a { color: inherit; text-decoration: none; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: 0; padding: 0; list-style: none; }
nav a { display: inline-block; padding: .3rem 0; }
nav a[aria-current] { color: inherit; font-weight: 600; text-decoration: none; box-shadow: inset 0 -2px var(--mark); }
.language { padding-inline-start: 1.2rem; border-inline-start: 1px solid var(--line); }
.skip { position: absolute; inset-inline-start: -999rem; padding: .5rem 1rem; background: var(--card); }
.skip:focus { inset-inline-start: .5rem; inset-block-start: .5rem; z-index: 1; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; border-radius: 2px; }
h1 { margin: 1.6rem 0 .4rem; font-size: clamp(1.6rem, 5vw, 2.3rem); line-height: 1.15; letter-spacing: -.01em; }
h2 { margin: 2.2rem 0 .6rem; font-size: 1.25rem; line-height: 1.25; }
h3 { margin: 1.2rem 0 .4rem; font-size: 1rem; }
p, ul, ol, dl { margin: .5rem 0; }
.lead { max-width: 44rem; color: var(--soft); font-size: 1.05rem; }
.crumb { margin: 1rem 0 -1rem; font-size: .9rem; }
small { display: block; color: var(--soft); font-size: .82rem; font-weight: 400; line-height: 1.4; }
code { font: .9em/1.4 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
section > ul, section > p { max-width: 52rem; }
details { margin: .5rem 0; }
summary { cursor: pointer; color: var(--link); width: fit-content; }
.letters { margin: 1rem 0; }
.letters ul { gap: .1rem; }
.letters a { min-width: 1.9rem; padding: .25rem .4rem; text-align: center; text-decoration: none; border: 1px solid var(--line); border-radius: .3rem; background: var(--card); }
.notice { max-width: 52rem; padding: .7rem 1rem; border-inline-start: 4px solid var(--mark); background: var(--card); }
.tags { display: flex; flex-wrap: wrap; gap: .25rem; }
.tag { display: inline-block; padding: .08rem .5rem; border-radius: .3rem; border: 1px solid transparent; font-size: .88rem; line-height: 1.45; }
.tag small { display: inline; color: inherit; }
.oauth { background: var(--oauth); color: var(--oauth-ink); }
.app-password { background: var(--app); color: var(--app-ink); }
.password { background: var(--pass); color: var(--pass-ink); }
.sometimes { border: 1px dashed currentcolor; }
.none, .cannot { color: var(--soft); }
.can { font-weight: 600; }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; }
th, td { padding: .55rem .7rem; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { position: sticky; top: 0; background: var(--card); color: var(--soft); font-size: .85rem; font-weight: 600; box-shadow: inset 0 -1px var(--line); }
tbody th { min-width: 11rem; font-weight: 600; }
tbody tr:last-child > * { border-bottom: 0; }
td time { white-space: nowrap; }
.apps th details { margin: .2rem 0 0; font-size: .9rem; font-weight: 400; }
.apps th details ul { padding-inline-start: 1.1rem; }
.server code { display: block; }
.dead th { color: var(--soft); }
.server { display: block; }
.server + .server { margin-top: .4rem; }
dl > div { display: grid; grid-template-columns: minmax(9rem, 15rem) 1fr; gap: .2rem 1rem; padding: .3rem 0; border-bottom: 1px solid var(--line); max-width: 52rem; }
dt { color: var(--soft); }
dd { margin: 0; }
.changes, .timeline { padding: 0; list-style: none; max-width: 52rem; }
.changes li, .timeline li { position: relative; padding: .3rem 0 .8rem 1.4rem; border-inline-start: 2px solid var(--line); margin-inline-start: .4rem; }
.changes li::before, .timeline li::before { content: ""; position: absolute; inset-inline-start: -.43rem; top: .75rem; width: .7rem; height: .7rem; border-radius: 50%; background: var(--soft); }
.changes .coming::before, .timeline .coming::before { background: var(--mark); }
.timeline .rule::before { border-radius: .15rem; }
.timeline .today { padding-block: .1rem .5rem; }
.timeline .today::before { background: var(--back); border: 3px solid var(--mark); top: .55rem; }
.changes p, .timeline p { margin: .15rem 0; }
.when { color: var(--soft); font-size: .92rem; }
.when time { color: var(--ink); font-weight: 600; }
.when strong { color: var(--mark); }
.ground, .sources { font-size: .85rem; color: var(--soft); }
.domains { font-size: .9rem; color: var(--soft); }
footer { margin-top: 3rem; padding-block: 1.2rem 2rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .88rem; }
.door main { max-width: 32rem; padding-block: 12vh; }
.door h1 { font-size: 1.2rem; color: var(--soft); }
.door ul { padding: 0; list-style: none; }
.door li a { display: block; margin: .8rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--card); text-decoration: none; }
.door strong { display: block; font-size: 1.2rem; }
@media screen and (max-width: 52rem) {
  .cards, .cards thead, .cards tbody, .cards tr, .cards th, .cards td { display: block; }
  .cards { border: 0; background: none; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards tbody { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: .7rem; }
  .cards tr { padding: .6rem .8rem; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; }
  .cards th, .cards td { padding: .2rem 0; border: 0; }
  .cards td { display: grid; grid-template-columns: 5.6rem 1fr; gap: 0 .6rem; }
  .cards td::before { content: attr(data-label); grid-row: span 4; color: var(--soft); font-size: .85rem; }
  .cards td > * { grid-column: 2; justify-self: start; }
  dl > div { grid-template-columns: 1fr; }
  .language { padding-inline-start: 0; border: 0; }
}
@media print {
  :root { --back: #fff; --card: #fff; --ink: #000; --soft: #333; --line: #999; --link: #000; --mark: #000; }
  body { font-size: 10pt; }
  nav, .skip, .crumb, .data, .letters { display: none; }
  header, main, footer { max-width: none; padding-inline: 0; }
  .tag { border: 1px solid #666; background: none; color: #000; }
  thead th { position: static; }
  tr, li { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`

// Draws what a command shows on a terminal as an SVG picture, for the README: node scripts/capture.mjs OUT.svg TITLE ROWS sesame arguments
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [out, title, rows, ...args] = process.argv.slice(2)
const ran = spawnSync(process.execPath, [join(root, 'sesame.mjs'), ...args], {
  encoding: 'utf8',
  env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: '' },
})
const COLOURS = { 31: '#f47067', 32: '#8ddb8c', 33: '#f0b849', 36: '#7cc4e8' }
/** Select graphic rendition, ECMA-48 §8.3.117. */
const STYLE = new RegExp(`(${String.fromCharCode(27)}\\[[0-9;]*m)`)
const LINE = 19
const CHAR = 8.42

/** Runs of spaces collapse in pictures; no-break ones do not. */
const xml = (text) => text.replaceAll('  ', '\u00a0\u00a0').replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c])

let style = new Set()
/** One terminal line with its escapes as tspans; a style goes on over line ends, as on a terminal. */
function line(text) {
  return text
    .split(STYLE)
    .map((part) => {
      const code = STYLE.test(part) ? part.slice(2, -1) : undefined
      if (code === undefined) {
        if (part === '') return ''
        const colour = [...style].map((s) => COLOURS[s]).find(Boolean)
        const bold = style.has('1') ? ' font-weight="bold"' : ''
        const dim = style.has('2') ? ' opacity="0.6"' : ''
        return `<tspan${colour ? ` fill="${colour}"` : ''}${bold}${dim}>${xml(part)}</tspan>`
      }
      // 22 ends bold and dim, 39 ends the colour, 0 ends all.
      if (code === '0' || code === '') style = new Set()
      else if (code === '22') style = new Set([...style].filter((s) => s !== '1' && s !== '2'))
      else if (code === '39') style = new Set([...style].filter((s) => !(s in COLOURS)))
      else style.add(code)
      return ''
    })
    .join('')
}

const lines = [
  ...title.split('\\n').map((part, i) => `\u001b[2m${i === 0 ? '$' : ' '}\u001b[22m \u001b[1m${part}\u001b[22m`),
  ...ran.stdout.replace(/\n$/, '').split('\n'),
].slice(0, Number(rows))
const width = Math.ceil(104 * CHAR) + 32
const height = lines.length * LINE + 40
writeFileSync(
  out,
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${xml(title).replaceAll('"', '&quot;')}">
<rect width="100%" height="100%" rx="10" fill="#1c2430"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="#d7dee8">
${lines.map((text, i) => `<text x="16" y="${32 + i * LINE}">${line(text)}</text>`).join('\n')}
</g>
</svg>
`,
)

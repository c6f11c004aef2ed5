// Measures the judgement on the cases kept apart and writes docs/judgement.md, docs/calibration.svg: `node scripts/judgement.mjs [--dist FOLDER] [--check]`.
// The league: what the app's own sentence names as the cause, what a table of messages would say, and what Sésame says.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({ options: { dist: { type: 'string', default: 'dist' } } })
const dist = resolve(options.dist)
const load = (path) => import(pathToFileURL(`${dist}/src/${path}`).href)
const { diagnose, readCase, valuesOf } = await load('diagnose/index.js')
const { readCompiled } = await load('knowledge/load.js')
const { readStories } = await load('knowledge/stories.js')
const { parentCause } = await load('model/cause.js')
const knowledge = readCompiled(`${dist}/knowledge.json`)

/** What the app says, in the classes that mail apps have, and the cause that such a sentence names when taken at its word. */
const CLASSES = [
  { name: 'the server’s own words are shown', of: (base) => valuesOf(base, 'reply').length > 0 },
  { name: '“not secure, certificate”', symptoms: ['certificate-warning'], names: 'tls.cert_untrusted' },
  { name: '“wrong user name or password”', symptoms: ['password-refused', 'password-asked'], names: 'auth.wrong_password' },
  { name: '“the server does not respond”', symptoms: ['not-responding', 'timeout', 'cannot-connect'], names: 'server.outage' },
  { name: '“cannot send”', symptoms: ['cannot-send', 'bounce', 'not-delivered'], names: 'send.rejected_policy' },
  { name: 'something else', of: (base) => base.texts.shown > 0 },
  { name: 'nothing at all', of: () => true },
]

function classOf(base) {
  const symptoms = valuesOf(base, 'symptom')
  return CLASSES.find((c) => (c.of ? c.of(base) : base.texts.shown > 0 && c.symptoms.some((s) => symptoms.includes(s))))
}

/** What a judge may see of a case. */
function seen({ cause, other_causes, fix, confidence, hint_free, url, checked, evidence_kind, source_kind, ...rest }) {
  return rest
}

const page = pageOfMessages(readStories('knowledge').stories)
const files = readdirSync('cases')
  .filter((name) => name.endsWith('.jsonl'))
  .sort()
const results = files.flatMap((file) =>
  readFileSync(`cases/${file}`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => judged(file, JSON.parse(line))),
)

function judged(file, subject) {
  const truth = parentCause(subject.cause)
  const accepted = [subject.cause, ...(subject.other_causes ?? [])].map(parentCause)
  const diagnosis = diagnose(knowledge, seen(subject))
  const rank = diagnosis.causes.findIndex((ranked) => parentCause(ranked.id) === truth)
  const base = readCase(knowledge, seen(subject))
  const mends = diagnosis.fix.causes.some((cause) => accepted.includes(parentCause(cause)))
  return {
    file,
    truth,
    diagnosis,
    rank,
    shown: classOf(base),
    page: page(base),
    mends,
    sure: diagnosis.causes[0].probability,
    real: subject.url !== undefined,
  }
}

/** The best that a page “message, meaning” can do: for each reply, message or at least class, the cause most often behind it in the stories. */
function pageOfMessages(stories) {
  const counts = new Map()
  for (const story of stories)
    for (const line of linesOf(readCase(knowledge, seen(story)))) {
      const of = counts.get(line) ?? new Map()
      counts.set(line, of.set(parentCause(story.cause), (of.get(parentCause(story.cause)) ?? 0) + 1))
    }
  const best = new Map([...counts].map(([line, of]) => [line, [...of].sort((a, b) => b[1] - a[1])[0][0]]))
  return (base) => best.get(linesOf(base).find((line) => best.has(line)))
}

/** From the particular to the general. */
function linesOf(base) {
  return [...valuesOf(base, 'reply'), ...valuesOf(base, 'error-code'), ...valuesOf(base, 'message'), classOf(base).name]
}

const share = (list, right) => (list.length === 0 ? '–' : `${Math.round((100 * list.filter(right).length) / list.length)} %`)
const first = (r) => r.rank === 0
const three = (r) => r.rank >= 0 && r.rank < 3
const told = results.filter((r) => r.diagnosis.verdict === 'known')

const league = CLASSES.map((c) => {
  const list = results.filter((r) => r.shown === c)
  const word = c.names === undefined ? '–' : share(list, (r) => r.truth === c.names)
  return `| ${c.name} | ${list.length} | ${word} | ${share(list, (r) => r.truth === r.page)} | **${share(list, first)}** | ${share(list, three)} |`
})
const bins = [0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95].map((from, i, all) => {
  const to = all[i + 1] ?? 1.0001
  const list = results.filter((r) => r.sure >= from && r.sure < to)
  return {
    from,
    to: Math.min(1, to),
    n: list.length,
    said: mean(list.map((r) => r.sure)),
    right: mean(list.map((r) => (first(r) ? 1 : 0))),
  }
})

function mean(list) {
  return list.length === 0 ? 0 : list.reduce((a, b) => a + b, 0) / list.length
}

const gap = bins.reduce((sum, b) => sum + (b.n / results.length) * Math.abs(b.said - b.right), 0)
const rows = files.map((file) => {
  const list = results.filter((r) => r.file === file)
  const real = list.filter((r) => r.real)
  return `| [${file}](../cases/${file}) | ${list.length} | **${share(list, first)}** | ${share(list, three)} | ${real.length} | ${share(real, first)} | ${share(real, three)} |`
})

writeFileSync(
  'docs/judgement.md',
  `# How good the judgement is

Measured by \`node scripts/judgement.mjs\` on ${results.length} [cases kept apart](../cases/README.md): nothing in \`knowledge/\` was tuned on them, no story that the judgement learned from is among them; only three settings of the learning (how far it is held back, what written evidence counts beside it, from when a fix is called known) were chosen with their scores in view. It sees what a person tells and what was shown, nothing live; with probes it knows more.

| cases | number | first answer right | among the first three | of them real threads | first | three |
|---|---:|---:|---:|---:|---:|---:|
${rows.join('\n')}

## Against what mail apps say themselves
A mail app has a handful of sentences. How often is the cause that its sentence names the true one, how often the cause that is most often behind exactly this reply or message in our stories (the best that a page “message, meaning” can do), and how often what Sésame says?

| the app says | cases | at its word | a page of messages | Sésame | among its first three |
|---|---:|---:|---:|---:|---:|
${league.join('\n')}
| **all** | ${results.length} | ${share(results, (r) => r.truth === r.shown.names)} | ${share(results, (r) => r.truth === r.page)} | **${share(results, first)}** | ${share(results, three)} |

## How sure, and rightly so
![Of the cases told with a certain probability, how many were right](calibration.svg)

| told with | cases | said on average | were right |
|---|---:|---:|---:|
${bins.map((b) => `| ${Math.round(100 * b.from)} to ${Math.round(100 * b.to)} % | ${b.n} | ${b.n ? `${Math.round(100 * b.said)} %` : '–'} | ${b.n ? `${Math.round(100 * b.right)} %` : '–'} |`).join('\n')}

The mean distance between what is said and what is right is ${(100 * gap).toFixed(1)} points.

## When it names a fix
In ${told.length} of the ${results.length} cases the verdict is “known” and a fix is told as the fix; in ${told.filter((r) => !r.mends).length} of these (${share(told, (r) => !r.mends)}) it would not have mended the true cause. In the others the two likeliest causes are shown, with the question that would settle it.
`,
)
writeFileSync('docs/calibration.svg', plot())
process.stdout.write(readFileSync('docs/judgement.md', 'utf8'))

/** Points of the size of their number of cases; on the diagonal the confidence is honest. */
function plot() {
  const [left, top, side] = [60, 30, 360]
  const x = (v) => (left + v * side).toFixed(1)
  const y = (v) => (top + (1 - v) * side).toFixed(1)
  const ticks = [0, 0.25, 0.5, 0.75, 1]
  const dots = bins.filter((b) => b.n > 0)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${left + side + 40} ${top + side + 60}" role="img" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="13">
<title id="t">Calibration</title>
<desc id="d">${dots.map((b) => `Said ${Math.round(100 * b.said)} percent: ${Math.round(100 * b.right)} percent right, ${b.n} cases.`).join(' ')}</desc>
<style>text{fill:#333}.line{stroke:#999}.dot{fill:#0b6bcb}.path{stroke:#0b6bcb;fill:none;stroke-width:2}.page{fill:#fff}@media(prefers-color-scheme:dark){text{fill:#ddd}.page{fill:#15181c}.line{stroke:#667}.dot{fill:#6db3ff}.path{stroke:#6db3ff}}</style>
<rect class="page" width="100%" height="100%"/>
${ticks.map((t) => `<line class="line" x1="${x(0)}" x2="${x(1)}" y1="${y(t)}" y2="${y(t)}" stroke-width="0.5"/><text x="${left - 8}" y="${Number(y(t)) + 4}" text-anchor="end">${100 * t} %</text><text x="${x(t)}" y="${top + side + 20}" text-anchor="middle">${100 * t} %</text>`).join('\n')}
<line class="line" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke-dasharray="5 4"/>
<polyline class="path" points="${dots.map((b) => `${x(b.said)},${y(b.right)}`).join(' ')}"/>
${dots.map((b) => `<circle class="dot" cx="${x(b.said)}" cy="${y(b.right)}" r="${(3 + Math.sqrt(b.n)).toFixed(1)}"/><text x="${(Number(x(b.said)) + 8 + Math.sqrt(b.n)).toFixed(1)}" y="${(Number(y(b.right)) + 16).toFixed(1)}">${b.n}</text>`).join('\n')}
<text x="${left + side / 2}" y="${top + side + 44}" text-anchor="middle">how sure Sésame said it was</text>
<text x="16" y="${top + side / 2}" text-anchor="middle" transform="rotate(-90 16 ${top + side / 2})">how often it was right</text>
</svg>
`
}

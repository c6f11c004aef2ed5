// Scores the judgement on cases whose cause is known: `node scripts/score.mjs [--dist FOLDER] [--misses] [--case ID] FILE...`.
// A finer cause counts as its parent. Prints top-1, top-3, mean log loss, the confusion by cause and the misses.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { dist: { type: 'string', default: 'dist' }, misses: { type: 'boolean' }, case: { type: 'string' } },
})
const dist = resolve(options.dist)
const { diagnose, readCase } = await import(pathToFileURL(`${dist}/src/diagnose/index.js`).href)
const { readCompiled } = await import(pathToFileURL(`${dist}/src/knowledge/load.js`).href)
const knowledge = readCompiled(`${dist}/knowledge.json`)
const print = (line) => process.stdout.write(`${line}\n`)
// A reader such as `head` may leave early.
process.stdout.on('error', () => process.exit(0))

const cases = files.flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line)),
)
const parent = (id) => id.split('/')[0]
const percent = (n) => `${((100 * n) / results.length).toFixed(1)} %`

const started = performance.now()
const results = cases
  .filter((subject) => options.case === undefined || subject.id === options.case)
  .map((subject) => {
    // What a judge may not see is left out.
    const { cause, other_causes, fix, confidence, hint_free, url, checked, ...seen } = subject
    const diagnosis = diagnose(knowledge, seen)
    const rank = diagnosis.causes.findIndex((ranked) => parent(ranked.id) === parent(cause))
    return { subject, seen, diagnosis, rank, probability: diagnosis.causes[rank]?.probability ?? 0 }
  })
const spent = performance.now() - started

if (options.case !== undefined) explain(results[0])
else report()

/** The fix told mends the true cause, or one that the finder named beside it. */
function mends({ subject, diagnosis }) {
  const trueOnes = [subject.cause, ...(subject.other_causes ?? [])].map(parent)
  return diagnosis.fix.causes.some((cause) => trueOnes.includes(parent(cause)))
}

function explain({ subject, seen, diagnosis }) {
  print(`${subject.id}  truth ${subject.cause}`)
  for (const [name, held] of readCase(knowledge, seen).facts)
    if (!/^(imap|pop3|smtp)\./.test(name)) print(`  ${name} = ${held.map((h) => `${h.value} (${h.origin})`).join(', ')}`)
  for (const ranked of diagnosis.causes.slice(0, 5)) {
    print(`${ranked.probability.toFixed(3)} ${ranked.id}`)
    for (const because of ranked.because) print(`        ${because.weight.padEnd(13)} ${because.evidence}`)
  }
  print(
    `question: ${diagnosis.question?.id ?? 'none'}   fix: ${diagnosis.fix.id} ${diagnosis.fix.probability.toFixed(2)}   ${diagnosis.verdict}`,
  )
}

function report() {
  const top = (n) => results.filter(({ rank }) => rank >= 0 && rank < n).length
  const loss = results.reduce((sum, { probability }) => sum - Math.log(Math.max(probability, 1e-6)), 0) / results.length
  print(
    `cases ${results.length}   top-1 ${percent(top(1))}   top-3 ${percent(top(3))}   mean log loss ${loss.toFixed(3)}   ${Math.round((1000 * results.length) / spent)} cases/s`,
  )
  for (const verdict of ['known', 'close', 'unknown']) {
    const said = results.filter((r) => r.diagnosis.verdict === verdict)
    print(`  verdict ${verdict}: ${said.length}, of which first right ${said.filter((r) => r.rank === 0).length}`)
  }
  const told = results.filter((r) => r.diagnosis.verdict === 'known')
  const wrong = told.filter((r) => !mends(r))
  print(`  fix told as known: ${told.length}, of which it does not mend the true cause ${wrong.length}`)
  print('confusion (truth <- first answer: number)')
  const pairs = new Map()
  for (const { subject, diagnosis, rank } of results) {
    if (rank === 0) continue
    const pair = `${subject.cause} <- ${parent(diagnosis.causes[0].id)}`
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  for (const [pair, n] of [...pairs].sort((a, b) => b[1] - a[1])) print(`  ${n} ${pair}`)
  if (!options.misses) return
  print('misses')
  for (const { subject, diagnosis, rank, probability } of results.filter((r) => r.rank !== 0)) {
    const three = diagnosis.causes.slice(0, 3).map((c) => `${c.id} ${c.probability.toFixed(2)}`)
    print(`${subject.id} ${subject.cause} (${rank + 1}, ${probability.toFixed(3)})  ${three.join('  ')}`)
    print(
      `    ${subject.client} ${subject.provider} ${subject.protocol} ${subject.auth_method_used} | ${subject.facts?.join('; ')} | ${subject.evidence?.join(' / ').slice(0, 240)}`,
    )
  }
}

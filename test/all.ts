// Every test, in four processes beside each other; or, with words after it, the files whose path holds one of them, in this process.
import { Transform } from 'node:stream'
import { run } from 'node:test'
import { spec, tap } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import { runFiles } from './files.ts'
import { PARTS } from './parts/split.ts'

/** No test, and no group of tests in a file, takes as long. */
const LONGEST_MS = 600_000

const wanted = process.argv.slice(2)
if (wanted.length > 0) await runFiles((file) => wanted.some((word) => file.includes(word)))
else {
  const files = PARTS.map((part) => fileURLToPath(new URL(`./parts/${part}.js`, import.meta.url)))
  const events = run({ files, concurrency: files.length }).on('test:fail', () => {
    process.exitCode = 1
  })
  // A test that never ends would say nothing until somebody loses patience: it is named, and the run is over.
  const running = new Map<string, number>()
  events
    .on('test:start', ({ name, nesting, file }) => running.set(`${nesting} ${file} ${name}`, Date.now()))
    .on('test:pass', ({ name, nesting, file }) => running.delete(`${nesting} ${file} ${name}`))
    .on('test:fail', ({ name, nesting, file }) => running.delete(`${nesting} ${file} ${name}`))
  setInterval(() => {
    const stuck = [...running].filter(([name, since]) => !name.endsWith('.js') && Date.now() - since > LONGEST_MS)
    if (stuck.length === 0) return
    process.stderr.write(`never ended: ${stuck.map(([name]) => name).join('; ')}\n`)
    process.exit(1)
  }, 10_000).unref()
  // Whoever reads only the end of a long log learns what failed: told once more, just above the runner's own summary.
  const failed: string[] = []
  events.on('test:fail', ({ name, file, details }) => {
    if (name.endsWith('.js')) return
    const why = String((details.error.cause as Error | undefined)?.stack ?? details.error.message)
    failed.push(`# failed: ${file ?? ''} ${name}\n${why.replace(/^/gm, '#   ')}\n`)
  })
  const again = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = String(chunk)
      done(null, /^# tests \d/.test(text) ? failed.splice(0).join('') + text : text)
    },
  })
  if (process.stdout.isTTY) events.compose(new spec()).pipe(process.stdout)
  else events.compose(tap).pipe(again).pipe(process.stdout)
}

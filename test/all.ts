// Every test, in four processes beside each other; or, with words after it, the files whose path holds one of them, in this process.
import { Transform } from 'node:stream'
import { run } from 'node:test'
import { spec, tap } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import { NEVER_ENDED, runFiles } from './files.ts'
import { PARTS } from './parts/split.ts'

const wanted = process.argv.slice(2)
if (wanted.length > 0) await runFiles((file) => wanted.some((word) => file.includes(word)))
else {
  const files = PARTS.map((part) => fileURLToPath(new URL(`./parts/${part}.js`, import.meta.url)))
  const events = run({ files, concurrency: files.length }).on('test:fail', () => {
    process.exitCode = 1
  })
  // Whoever reads only the end of a long log learns what failed: told once more, just above the runner's own summary.
  const failed: string[] = []
  events.on('test:fail', ({ name, file, details }) => {
    if (name.endsWith('.js')) return
    const why = String((details.error.cause as Error | undefined)?.stack ?? details.error.message)
    failed.push(`# failed: ${file ?? ''} ${name}\n${why.replace(/^/gm, '#   ')}\n`)
  })
  events.on('test:stderr', ({ file, message }) => {
    if (message.startsWith(NEVER_ENDED)) failed.push(`# failed: ${file} ${message}`)
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

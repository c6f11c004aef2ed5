// Every test, in two processes beside each other; or, with words after it, the files whose path holds one of them, in this process.
import { run } from 'node:test'
import { spec, tap } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import { runFiles } from './files.ts'

const wanted = process.argv.slice(2)
if (wanted.length > 0) await runFiles((file) => wanted.some((word) => file.includes(word)))
else {
  const files = ['pages', 'rest'].map((half) => fileURLToPath(new URL(`./halves/${half}.js`, import.meta.url)))
  const events = run({ files, concurrency: files.length }).on('test:fail', () => {
    process.exitCode = 1
  })
  if (process.stdout.isTTY) events.compose(new spec()).pipe(process.stdout)
  else events.compose(tap).pipe(process.stdout)
}

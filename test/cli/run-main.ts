// The command line as a program of the test build: what `sesame.mjs` runs once all is ready.

import { main } from '../../src/cli/main.ts'

await main(process.argv.slice(2))

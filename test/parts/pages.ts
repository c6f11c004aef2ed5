// The part that mostly waits for Chromium.
import { runFiles } from '../files.ts'
import { isWanted } from './split.ts'

await runFiles(isWanted('pages'))

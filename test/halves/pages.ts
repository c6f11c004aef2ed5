// The half that mostly waits for Chromium.
import { runFiles } from '../files.ts'
import { isOfPages } from './split.ts'

await runFiles(isOfPages)

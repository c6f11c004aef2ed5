// The half that mostly computes, or waits for real servers.
import { runFiles } from '../files.ts'
import { isOfPages } from './split.ts'

await runFiles((file) => !isOfPages(file))

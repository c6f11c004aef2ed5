// The rules of this run, beside those of the run before: a message that another rule left out waits again, and one that waits may be left out now.

import { SesameError } from '../../model/errors.ts'
import { readJob, writeJob } from '../../store/transfer/jobs.ts'
import { reviewed, reviewPage } from '../../store/transfer/review.ts'
import type { Job } from './job.ts'

const PAGE = 1_000

/** Throws `option-invalid` when the journal is of other boxes: what it knows would be wrong here. */
export function takeRules(job: Job): void {
  const { journal, rules } = job
  const boxes = boxesOf(job)
  const before = readJob(journal, 'boxes')
  if (before !== undefined && before !== boxes) throw new SesameError('option-invalid', { option: 'journal', value: journal.file })
  const told = toldOf(rules)
  const known = readJob(journal, 'rules')
  if (known !== undefined && known !== told) review(job)
  journal.whole(() => {
    writeJob(journal, 'boxes', boxes)
    writeJob(journal, 'rules', told)
  })
}

/** The run before was between the same boxes, with the same rules. */
export function hadRules(job: Job): boolean {
  const { journal, rules } = job
  return readJob(journal, 'boxes') === boxesOf(job) && readJob(journal, 'rules') === toldOf(rules)
}

const boxesOf = ({ source, target }: Job): string => JSON.stringify([source.key, target.key])

function toldOf({ since, before, largest, deleted }: Job['rules']): string {
  return JSON.stringify({ since, before, largest, deleted })
}

function review({ journal, exclusion }: Job): void {
  for (let after = { folder: 0, uid: 0 }; ; ) {
    const page = reviewPage(journal, after, PAGE)
    if (page.length === 0) break
    after = page.at(-1)!
    journal.whole(() => {
      for (const row of page) {
        const said = exclusion({ size: row.size, at: row.at, flags: row.flags === '' ? [] : row.flags.split(' ') })
        reviewed(journal, row, said)
      }
    })
  }
  journal.sql('UPDATE folder SET settled = 0').run()
}

// `sesame sheet secret`: where each secret of a mailbox is kept and when it changes; never the secret.

import { partCommand } from '../sheet-part.ts'

export const run = partCommand('secrets', {
  kind: 'kind',
  vault: 'vault',
  made: 'made',
  changed: 'changed',
  due: 'due',
  every: 'every',
  note: 'note',
})

// `sesame sheet device`: the devices and apps of a mailbox, and how each signs in.

import { partCommand } from '../sheet-part.ts'

export const run = partCommand('devices', {
  app: 'app',
  'sign-in': 'signIn',
  protocol: 'protocols',
  holder: 'holder',
  since: 'since',
  again: 'reauthorize',
  state: 'state',
  note: 'note',
})

// What several commands take about the account: the failing protocol, the kind of account, the kind of secret. The table has checked the words.

import type { AccountType, SecretKind } from '../model/case.ts'
import type { Protocol } from '../model/protocol.ts'
import { type OptionValues, stringOption } from './spec.ts'

export function accountFlags(options: OptionValues) {
  return {
    protocol: stringOption(options, 'protocol') as Protocol | undefined,
    account: stringOption(options, 'account') as AccountType | undefined,
    secretKind: stringOption(options, 'secret-kind') as SecretKind | undefined,
  }
}

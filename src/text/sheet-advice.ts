// The sentence for each thing that a sheet lacks or risks.

import type { SheetAdvice } from '../model/sheet-advice.ts'
import type { Text } from './en.ts'

export function adviceWords(advice: Text['records']['advice'], one: SheetAdvice): string {
  switch (one.code) {
    case 'overdue':
      return advice.overdue(one.name, one.days)
    case 'app-password-limit':
      return advice.limit(one.count, one.max)
    case 'app-password-shared':
      return advice.shared(one.device, one.app, one.labels.join(', '))
    case 'app-password-useless':
      return advice.useless(one.provider)
    case 'lost-device':
      return advice.lost(one.device)
    case 'no-second-admin':
      return advice.secondAdmin
    case 'no-owner':
      return advice.owner
    case 'no-factor':
      return advice.factor
    case 'no-spare-codes':
      return advice.spare
  }
}

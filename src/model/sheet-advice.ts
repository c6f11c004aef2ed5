// What a sheet lacks or risks, as codes with arguments.

import type { Localized } from './lang.ts'

export type SheetAdvice =
  | { readonly code: 'overdue'; readonly name: string; readonly days: number }
  | { readonly code: 'app-password-limit'; readonly count: number; readonly max: number }
  | { readonly code: 'app-password-shared'; readonly device: string; readonly app: string | null; readonly labels: readonly string[] }
  | { readonly code: 'app-password-useless'; readonly provider: string }
  | { readonly code: 'lost-device'; readonly device: string }
  | { readonly code: 'no-second-admin' }
  | { readonly code: 'no-owner' }
  | { readonly code: 'no-factor'; readonly name: Localized | null }
  | { readonly code: 'no-spare-codes' }

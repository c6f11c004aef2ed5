// Words around the letters that can be sent. `letters-fr.ts` must have the same shape.

export const lettersEn = {
  to: {
    company: 'To everybody in a company',
    administrator: 'To the administrator',
    host: 'To the host or whoever keeps the server',
    support: "To the provider's support",
    user: 'To one person, from a helpdesk',
  },
  shown: {
    company: 'A letter to everybody in the company',
    administrator: 'A letter to the administrator',
    host: 'A letter to whoever keeps the server',
    support: "A letter to the provider's support",
    user: 'A letter that a helpdesk can send',
  },
  before: (date: string) => `before ${date}`,
  others: 'Also ready to be sent:',
  how: 'sesame letters ID prints one, with --provider, --app and --address filled in.',
} as const satisfies LettersText

export interface LettersText {
  readonly to: Readonly<Record<'company' | 'administrator' | 'host' | 'support' | 'user', string>>
  readonly shown: Readonly<Record<'company' | 'administrator' | 'host' | 'support' | 'user', string>>
  readonly before: (date: string) => string
  readonly others: string
  readonly how: string
}

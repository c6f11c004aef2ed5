// The two languages of the interface, and text that exists in both.

export type Lang = 'fr' | 'en'
export const LANGS: readonly Lang[] = ['en', 'fr']

/** A sentence in every language of the interface; none may be missing. */
export type Localized = Readonly<Record<Lang, string>>

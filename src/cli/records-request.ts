// What every command about records is told alike: where they lie, who works, on which day.

import type { OptionSpec } from './spec.ts'
import { type Invocation, stringOption } from './spec.ts'

export function recordsRequest({ options }: Pick<Invocation, 'options'>) {
  return {
    folder: stringOption(options, 'data'),
    env: process.env,
    by: stringOption(options, 'by'),
    now: stringOption(options, 'on'),
  }
}

export const DATA: OptionSpec = {
  name: 'data',
  value: 'DIR',
  about: {
    en: 'the folder of the records (by default your data folder, or SESAME_DATA)',
    fr: 'le dossier des fiches (par défaut votre dossier de données, ou SESAME_DATA)',
  },
}
export const BY: OptionSpec = {
  name: 'by',
  value: 'NAME',
  about: {
    en: 'who makes the change (by default the user of this computer)',
    fr: 'qui fait la modification (par défaut l’utilisateur de cet ordinateur)',
  },
}
export const ON: OptionSpec = {
  name: 'on',
  value: 'DATE',
  about: { en: 'as if it were this day', fr: 'comme si c’était ce jour-là' },
}

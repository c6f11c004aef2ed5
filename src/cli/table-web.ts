// The row of the command table for the desk.

import type { CommandSpec, OptionSpec } from './spec.ts'

export function webCommand(lab: OptionSpec): CommandSpec {
  return {
    name: 'web',
    about: {
      en: 'open the desk: the doctor as a page in your browser',
      fr: 'ouvrir le bureau : le docteur comme une page de votre navigateur',
    },
    details: {
      en: 'Serves the page on this computer alone, at a free port, behind a token that is in the address. On a desktop, sesame without any argument does the same. With --host other devices can reach it: what they type crosses the network unprotected, so no password is taken from them.',
      fr: 'Sert la page sur cet ordinateur seulement, à un port libre, derrière un jeton qui est dans l’adresse. Sur un ordinateur de bureau, sesame sans argument fait de même. Avec --host, d’autres appareils peuvent l’atteindre : ce qui y est tapé traverse le réseau sans protection, aussi aucun mot de passe n’est accepté d’eux.',
    },
    args: [],
    options: [
      {
        name: 'port',
        value: 'N',
        about: {
          en: 'exactly this port (by default the first free one from 4747)',
          fr: 'ce port précisément (par défaut le premier libre à partir de 4747)',
        },
      },
      {
        name: 'host',
        value: 'ADDR',
        about: { en: 'listen on this address (127.0.0.1 by default)', fr: 'écouter sur cette adresse (127.0.0.1 par défaut)' },
      },
      { name: 'no-open', about: { en: 'do not open a browser', fr: 'ne pas ouvrir de navigateur' } },
      {
        name: 'data',
        value: 'DIR',
        about: {
          en: 'keep the history in this folder (by default your data folder, or SESAME_DATA)',
          fr: 'garder l’historique dans ce dossier (par défaut votre dossier de données, ou SESAME_DATA)',
        },
      },
      lab,
    ],
    network: true,
    examples: [
      { line: 'sesame web', about: { en: 'open it in the browser', fr: 'l’ouvrir dans le navigateur' } },
      { line: 'sesame web --lab --no-open', about: { en: 'try it on the lab', fr: 'l’essayer au laboratoire' } },
    ],
    load: () => import('./commands/web.ts'),
  }
}

// Les mots de `sesame vault generate` en français.

import type { generateEn } from './generate-en.ts'

export const generateFr: typeof generateEn = {
  strength: (bits, meaning) => `${bits.replace('.', ',')} bits de choix : ${meaning}`,
  meaning: {
    online:
      'suffisant là où un serveur ralentit les essais et verrouille ; trop peu pour ce qui peut être emporté, comme un fichier chiffré',
    fair: 'bon pour une boîte ; faible pour un fichier chiffré que quelqu’un emporte',
    strong: 'bon pour une boîte et pour un fichier chiffré',
    lasting: 'personne ne le devine, même avec un fichier volé et des années de calcul',
  },
  saved: (name) => `Gardé dans le coffre sous ${name}. Pour le voir : sesame vault show ${name}`,
  taken: (name) => `Le coffre garde déjà quelque chose sous ${name}. Rien n’a été modifié.`,
  takenNext: 'Choisissez un autre nom : c’est peut-être le seul exemplaire de ce qui ouvre quelque chose.',
  oneToSave: 'Un seul peut être gardé sous un nom.',
  oneKind: 'Demandez des mots ou une longueur, pas les deux.',
  provider: {
    opens: (name) =>
      `${name} : les applications ouvrent la boîte avec le mot de passe du compte, donc avec celui-ci une fois qu’il y est mis.`,
    theirs: (name, appPassword) =>
      `${name} : ce peut être le mot de passe du compte, pour le web. Les applications en veulent un autre, que ${name} fabrique lui-même (${appPassword}) ; il ne se choisit pas.`,
    web: (name) =>
      `${name} : ce peut être le mot de passe du compte, pour le web. Aucun mot de passe n’ouvre la boîte dans une application : elles passent par une fenêtre de ${name}.`,
    unknown: (name) => `${name} : on ne sait pas si un mot de passe ouvre la boîte dans les applications.`,
  },
  anAppPassword: 'mot de passe d’application',
}

// Les mots autour des lettres à envoyer : même forme que `letters-en.ts`.

import type { LettersText } from './letters-en.ts'

export const lettersFr: LettersText = {
  to: {
    company: 'À tous, dans une entreprise',
    administrator: 'À l’administrateur',
    host: 'À l’hébergeur ou à qui tient le serveur',
    support: 'À l’assistance du fournisseur',
    user: 'À une personne, de la part d’une assistance',
  },
  shown: {
    company: 'Une lettre à tous dans l’entreprise',
    administrator: 'Une lettre à l’administrateur',
    host: 'Une lettre à qui tient le serveur',
    support: 'Une lettre à l’assistance du fournisseur',
    user: 'Une lettre qu’une assistance peut envoyer',
  },
  before: (date) => `avant le ${date}`,
  others: 'Également prêtes :',
  how: 'sesame letters ID en imprime une, complétée avec --provider, --app et --address.',
}

// Les mots du site généré, en français : même forme que `site-en.ts`.

import type { SiteText } from './site-en.ts'

export const siteFr: SiteText = {
  name: 'Ce qui ouvre une boîte aux lettres',
  tagline:
    'Ce que chaque fournisseur accepte aujourd’hui des applications de messagerie, depuis quand, et ce qui va changer. Daté et sourcé.',
  otherLang: 'English',
  skip: 'Aller au contenu',
  nav: { label: 'Pages', providers: 'Fournisseurs', changes: 'Changements', apps: 'Applications' },
  soon: 'Bientôt',
  noneComing: 'Aucun changement daté n’est annoncé.',
  providersTitle: 'Fournisseurs',
  providersIntro: (n, day) => `${n} fournisseurs, au ${day}. Cherchez le vôtre par son nom, ou par ce qui suit l’@ de votre adresse.`,
  letters: 'Aller à une lettre',
  column: {
    provider: 'Fournisseur',
    next: 'Prochain changement',
    checked: 'Vérifié',
    protocol: 'Protocole',
    opens: 'Ce qui l’ouvre',
    servers: 'Serveur',
    app: 'Application',
  },
  legend: 'Comment lire',
  explain: {
    oauth: 'OAuth : l’application ouvre la fenêtre de connexion du fournisseur ; aucun mot de passe n’y est tapé.',
    'app-password': 'Mot de passe d’application : un mot de passe créé pour une seule application dans les réglages du compte.',
    password: 'Mot de passe : celui du compte.',
    sometimes: 'Dans certains cas : cela dépend du compte, de l’organisation ou de l’application.',
  },
  inSomeCases: 'dans certains cas',
  closed: 'rien',
  timeline: 'Ce qui a changé, et ce qui changera',
  today: 'Aujourd’hui',
  domains: (n) => (n === 1 ? 'Son domaine' : `Ses ${n} domaines`),
  more: (n) => `et ${n} ${n > 1 ? 'autres' : 'autre'}`,
  data: 'Les mêmes données',
  changesTitle: 'Changements',
  changesIntro: 'Les changements datés des fournisseurs : ceux qui viennent, puis ceux qui ont eu lieu.',
  calendar: 'Calendrier des changements à venir (iCalendar)',
  appsTitle: 'Applications et OAuth',
  appsIntro:
    'De quels fournisseurs une application sait ouvrir la fenêtre de connexion (OAuth), et depuis quelle version ou quel jour. « Non » veut dire qu’elle ne sait qu’envoyer un mot de passe ; un tiret, que personne n’a regardé.',
  notes: 'Notes',
  notLooked: 'inconnu',
  ended: (day) => `arrêtée le ${day}`,
  footer: (day) =>
    `Tiré des connaissances de Sésame telles qu’elles étaient le ${day}. Ni script, ni cookie, ni requête vers qui que ce soit d’autre.`,
  licence: 'Faits et textes : licence MIT.',
  choose: 'Choisissez votre langue',
  back: 'Tous les fournisseurs',
}

// Les mots de l'OAuth d'un fournisseur, en français : même forme que `oauth-en.ts`.

import type { OAuthText } from './oauth-en.ts'

export const oauthFr: OAuthText = {
  label: {
    registration: 'enregistrer son propre programme',
    portal: 's’enregistre sur',
    ways: 'chemins vers un jeton',
    account: 'sorte de compte',
    client: 'le programme a besoin de',
    redirect: 'adresse de retour',
    scopes: 'portées',
    always: 'demandé en plus',
    appScope: 'portée d’un programme sans personne',
    endpoints: { authorize: 'autorisation', token: 'jeton', device: 'code d’appareil', revocation: 'révocation' },
    token: 'jeton d’accès',
    refresh: 'connexion conservée',
    killedBy: 'cesse avec',
    revoke: 'se retire sur',
  },
  registration: {
    open: 'ouvert à tous (`sesame login --register` montre comment)',
    approval: 'le fournisseur décide au cas par cas',
    closed: 'fermé, aucun nouveau programme n’obtient la messagerie',
  },
  way: { browser: 'le navigateur', device: 'un code saisi sur un autre appareil', app: 'le programme se connecte en son propre nom' },
  deviceNotForMail: 'un code saisi sur un autre appareil ne donne pas la messagerie',
  noWay: 'aucun qui donne un jeton de messagerie',
  secret: { none: 'un identifiant, sans secret', required: 'un identifiant et son secret' },
  redirect: { 'any-port': 'cet ordinateur, n’importe quel port libre', exact: 'celle de l’enregistrement, à la lettre près' },
  and: '\u00a0; ',
  tenant: (id) =>
    ({
      consumers: 'comptes personnels',
      organizations: 'comptes professionnels et scolaires',
      common: 'comptes personnels, professionnels et scolaires',
    })[id] ?? id,
  minutes: (n) => `${n} minutes`,
  refresh: (days, rotates) =>
    [
      days === undefined ? 'sans fin fixée' : `cesse après ${days} jours sans usage`,
      ...(rotates === true ? ['renouvelée à chaque usage'] : []),
    ].join(', '),
  killedBy: {
    'password-change': 'un changement du mot de passe du compte',
    revoked: 'son retrait de la liste des applications',
    inactivity: 'une longue inutilisation',
    'testing-mode': '7 jours, tant que l’enregistrement est en « Test »',
    'too-many': 'plus de 100 connexions d’un même compte et programme',
    policy: 'une règle de l’organisation',
  },
}

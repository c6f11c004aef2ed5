// The words for a provider's OAuth, in English: who may register a program, which ways lead to a token, how long it lives.

export const oauthEn = {
  label: {
    registration: 'registering a program of one’s own',
    portal: 'registered at',
    ways: 'ways to a token',
    account: 'kind of account',
    client: 'the program needs',
    redirect: 'return address',
    scopes: 'scopes',
    always: 'asked for as well',
    appScope: 'scope of a program without a person',
    endpoints: { authorize: 'authorize', token: 'token', device: 'device code', revocation: 'revocation' },
    token: 'access token',
    refresh: 'sign-in kept',
    killedBy: 'ends with',
    revoke: 'taken back at',
  },
  registration: {
    open: 'open to anyone (`sesame login --register` shows how)',
    approval: 'the provider decides case by case',
    closed: 'closed, no new program gets mail',
  },
  way: { browser: 'the browser', device: 'a code typed on another device', app: 'the program signs in as itself' },
  /** The device endpoint is there, and gives no token for mail. */
  deviceNotForMail: 'a code typed on another device does not give mail',
  noWay: 'none that gives a token for mail',
  secret: { none: 'an identifier, no secret', required: 'an identifier and its secret' },
  redirect: { 'any-port': 'this computer, any free port', exact: 'to the letter as registered' },
  /** Between things of a list that have commas of their own. */
  and: '; ',
  tenant: (id: string) =>
    ({ consumers: 'personal accounts', organizations: 'work and school accounts', common: 'personal, work and school accounts' })[id] ?? id,
  minutes: (n: number) => `${n} minutes`,
  refresh: (days: number | undefined, rotates: boolean | undefined) =>
    [
      days === undefined ? 'no fixed end' : `ends when unused for ${days} days`,
      ...(rotates === true ? ['renewed with each use'] : []),
    ].join(', '),
  killedBy: {
    'password-change': 'a change of the account password',
    revoked: 'its removal from the list of apps',
    inactivity: 'a long time without use',
    'testing-mode': '7 days, while the registration is in “Testing”',
    'too-many': 'more than 100 sign-ins of one account and program',
    policy: 'a rule of the organisation',
  },
}

export type OAuthText = typeof oauthEn

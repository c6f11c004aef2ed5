// Words of `sesame copy`, `backup`, `restore` and `transfers` in English. `transfer-fr.ts` must have the same shape.

export const transferEn = {
  askPassword: (label: string) => `Password of ${label}`,
  askAppPassword: (label: string) => `App password of ${label} (not the one of the account)`,
  askAgain: (label: string) => `It was refused. Once more, the password of ${label}`,
}

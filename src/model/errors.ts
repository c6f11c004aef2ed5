// The one error of the house. A server's refusal is never an error: it is a value. Sentences for people live in `text/`, by code.

/** Exit codes of the command line (DESIGN: a contract). */
export const EXIT = { works: 0, fault: 1, usage: 2, unknown: 3, unsafe: 4 } as const

/** Each code, and the exit code that it ends a command with. */
export const ERROR_CODES = {
  'address-invalid': EXIT.usage,
  'url-invalid': EXIT.usage,
  'option-invalid': EXIT.usage,
  'client-unknown': EXIT.usage,
  'provider-unknown': EXIT.usage,
  'cause-unknown': EXIT.usage,
  'file-unreadable': EXIT.usage,
  'file-unwritable': EXIT.usage,
  'case-invalid': EXIT.usage,
  'network-config-invalid': EXIT.usage,
  'nothing-found': EXIT.unknown,
  'no-network': EXIT.unknown,
  'domain-unknown': EXIT.unknown,
  'no-endpoint': EXIT.unknown,
  'no-secret': EXIT.usage,
  'unsafe-plain': EXIT.unsafe,
  'unsafe-host': EXIT.unsafe,
  'unsafe-certificate': EXIT.unsafe,
  interrupted: EXIT.unknown,
  'store-unwritable': EXIT.unknown,
  'store-damaged': EXIT.unknown,
  'store-newer': EXIT.unknown,
  'vault-missing': EXIT.usage,
  'vault-exists': EXIT.usage,
  'vault-locked': EXIT.unknown,
  'vault-passphrase': EXIT.unsafe,
  'vault-damaged': EXIT.unknown,
  'vault-newer': EXIT.unknown,
  'vault-unwritable': EXIT.unknown,
  'vault-readable': EXIT.unsafe,
  'vault-entry-unknown': EXIT.usage,
  'keyring-unavailable': EXIT.unknown,
  'lock-busy': EXIT.unknown,
  'import-invalid': EXIT.usage,
  'import-passphrase': EXIT.unsafe,
  'oauth-closed': EXIT.unknown,
  'oauth-unknown': EXIT.usage,
  'oauth-no-client': EXIT.usage,
  'oauth-clients-invalid': EXIT.usage,
  'oauth-flow-unavailable': EXIT.usage,
  'oauth-redirect-taken': EXIT.usage,
  'oauth-key-invalid': EXIT.usage,
  'oauth-issuer-unread': EXIT.unknown,
  'sign-in-unknown': EXIT.usage,
  'sheet-unknown': EXIT.usage,
  'sheet-exists': EXIT.usage,
  'record-invalid': EXIT.usage,
  'record-unknown': EXIT.usage,
  'record-secret': EXIT.unsafe,
  'record-conflict': EXIT.unknown,
  'record-twice': EXIT.usage,
  'record-file': EXIT.usage,
  'checklist-unknown': EXIT.usage,
  'template-unknown': EXIT.usage,
  'device-unknown': EXIT.usage,
  'record-ambiguous': EXIT.usage,
  'app-password-there': EXIT.usage,
  'bridge-device-unknown': EXIT.usage,
  'bridge-device-exists': EXIT.usage,
  'bridge-settings-invalid': EXIT.usage,
  'bridge-no-door': EXIT.usage,
  'bridge-setup-format': EXIT.usage,
  'profile-unsigned': EXIT.unknown,
  'port-taken': EXIT.usage,
  'listen-failed': EXIT.usage,
  'address-secret': EXIT.unsafe,
  'side-secret': EXIT.usage,
  'sign-in-wanted': EXIT.usage,
  'side-refused': EXIT.fault,
  'side-unreachable': EXIT.unknown,
  'transfer-same': EXIT.usage,
  'transfer-unknown': EXIT.usage,
  'transfer-running': EXIT.unknown,
  'collection-unknown': EXIT.usage,
  'collection-exists': EXIT.usage,
  'collection-running': EXIT.unknown,
  'collection-pop3-junk': EXIT.usage,
  'collection-server': EXIT.usage,
  'proof-invalid': EXIT.usage,
  'protocol-broken': EXIT.unknown,
  'limit-exceeded': EXIT.unknown,
  'timed-out': EXIT.unknown,
  'connection-closed': EXIT.unknown,
  'backup-unknown': EXIT.usage,
  'backup-foreign': EXIT.usage,
  'backup-unwritable': EXIT.unknown,
  'backup-damaged': EXIT.unknown,
  'backup-newer': EXIT.unknown,
  'readpst-missing': EXIT.usage,
  'readpst-failed': EXIT.unknown,
  internal: EXIT.unknown,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof ERROR_CODES

/** `args` fill the sentence of `text/`; they must never hold a secret. */
export class SesameError extends Error {
  readonly code: ErrorCode
  readonly args: Readonly<Record<string, string | number>>

  constructor(code: ErrorCode, args: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(`${code}${Object.keys(args).length ? ` ${JSON.stringify(args)}` : ''}`, { cause })
    this.name = 'SesameError'
    this.code = code
    this.args = args
  }

  get exitCode(): number {
    return ERROR_CODES[this.code]
  }
}

// The compiled knowledge as the program sees it. The files of `knowledge/` are checked against schemas that produce exactly these shapes.

import type { AccountType } from './case.ts'
import type { CauseId } from './cause.ts'
import type { FactValue } from './fact.ts'
import type { FactName } from './facts.ts'
import type { Lang, Localized } from './lang.ts'
import type { Protocol, Security, UsernameForm } from './protocol.ts'
import type { ProviderOAuth } from './provider-oauth.ts'
import type { Prior, Weight } from './weight.ts'

/** Every piece of knowledge says when it was last checked, against what, and what in it nobody could check. */
export interface Dated {
  /** `YYYY-MM-DD`. */
  readonly checked: string
  readonly sources: readonly string[]
  /** Names of fields, or short statements, that are general knowledge and were not verified. */
  readonly unverified?: readonly string[]
}

export type Answer = 'accepted' | 'refused' | 'if-enabled'

/** Which secret opens a protocol from one day to another. Where several rules match, the last in the file wins. */
export interface AuthRule {
  readonly protocols: readonly Protocol[]
  readonly since?: string
  readonly until?: string
  readonly password: Answer
  readonly appPassword: Answer
  readonly oauth: Answer
  readonly sources: readonly string[]
}

export interface ProviderServer {
  readonly protocol: Protocol
  /** `%DOMAIN%` stands for the domain of the address. */
  readonly host: string
  readonly port: number
  readonly security: Security
  readonly username: UsernameForm
}

export interface AppPassword {
  readonly name: Localized
  readonly url?: string
  readonly path: Localized
  /** The day from which mail apps need one. */
  readonly requiredSince?: string
  /** A regular expression of the secret as shown to the person; the shape is judged on this machine and never sent. */
  readonly shape?: string
  /** An invented one of that shape: the file's own test. */
  readonly example?: string
  /** How separators behave: `keep` them as shown, `strip` them, or there are `none`. */
  readonly separators: 'keep' | 'strip' | 'none'
  readonly max?: number
  readonly needsTwoFactor: boolean
  /** True where creating one still works but no mail server takes it. */
  readonly uselessForMail?: boolean
  readonly killedBy: readonly ('password-change' | 'revoked' | 'two-factor-off' | 'inactivity')[]
}

export interface Provider extends Dated {
  readonly id: string
  readonly name: string
  readonly operator: string
  readonly kind: 'consumer' | 'work' | 'isp' | 'hosting' | 'panel'
  readonly accountType: AccountType
  /** Names that cases and people use for it. */
  readonly slugs: readonly string[]
  /** Providers with the same sign-in system: `microsoft`, `google`, `apple`, `yahoo` ... */
  readonly family: string
  readonly domains: readonly string[]
  readonly recognise: {
    /** Regular expressions on the lower-case host name without the final dot; `srv` is tried on `host:port` too. */
    readonly mx?: readonly string[]
    readonly srv?: readonly string[]
    readonly cname?: readonly string[]
    readonly spf?: readonly string[]
    readonly autoconfig?: readonly string[]
    readonly greeting?: readonly string[]
    readonly certificate?: readonly string[]
  }
  readonly servers: readonly ProviderServer[]
  readonly auth: readonly AuthRule[]
  readonly appPassword?: AppPassword
  /** What is off until the person turns it on, per protocol, and where. */
  readonly switchOn?: readonly {
    readonly protocols: readonly Protocol[]
    readonly default: 'on' | 'off' | 'varies'
    readonly since?: string
    readonly until?: string
    readonly where: Localized
  }[]
  readonly oauth?: ProviderOAuth
  readonly webmail?: string
  readonly passwordReset?: Localized
  /** True when the server wants the IMAP ID command before SELECT (NetEase). */
  readonly wantsImapId?: boolean
  readonly limits?: Readonly<Record<string, string | number>>
  /** What matters when messages are moved there or from there. */
  readonly transfer?: TransferHabits
  readonly quirks?: readonly Localized[]
  /** Where sources disagree: all are kept, dated, and the one that is used says why. */
  readonly conflicts?: readonly Conflict[]
}

/** How a provider's IMAP treats messages and folders that come in great numbers. Connections, volumes a day and sizes stand in `limits`. */
export interface TransferHabits {
  /** Messages a second that it takes without slowing everything down. */
  readonly messagesPerSecond?: number
  /** Names that its folders may not have. */
  readonly reservedNames?: readonly string[]
  /** Signs that may not be in the name of a folder. */
  readonly forbiddenInNames?: string
  /** Blanks at the ends of a name, or several in a row, are refused. */
  readonly plainBlanks?: boolean
  readonly nameBytes?: number
  /** False: `trash` and `Trash` are one folder. */
  readonly caseSensitive?: boolean
  /** Flags that APPEND forgets and STORE keeps. */
  readonly flagsByStore?: readonly string[]
  /** Messages marked as deleted vanish at once. */
  readonly deletesAtOnce?: boolean
  /** A message must end with a line end. */
  readonly finalLineEnd?: boolean
  /** So many of a folder's messages are shown over IMAP, and no others. */
  readonly shownPerFolder?: number
  /** Read receipts that messages ask for may be sent when they arrive unseen and are deleted or read there. */
  readonly answersReceipts?: boolean
  /** Between two visits that ask for new mail: who comes more often is turned away. */
  readonly pollMinutes?: number
  readonly sources: readonly string[]
  readonly unverified?: readonly string[]
}

export interface Conflict {
  /** What it is about: `servers.pop3.port`, `appPassword.max` ... */
  readonly about: string
  readonly says: readonly { readonly value: string; readonly source: string; readonly date?: string }[]
  /** One of the values. */
  readonly chosen: string
  readonly why: Localized
}

/** RFC 6154 §2 and RFC 8457 §3, without the inbox: that one has the same name everywhere. */
export type SpecialFolder = 'sent' | 'drafts' | 'junk' | 'trash' | 'archive' | 'all' | 'flagged' | 'important'

/** Names of special folders where no server says which folder is which, in one language. */
export interface FolderNames {
  readonly use: SpecialFolder
  /** `fr`, `pt-BR`. */
  readonly lang: string
  /** As they are shown; compared folded. */
  readonly names: readonly string[]
  /** Who names them so: where several names of one mailbox fit, theirs is the right one. */
  readonly providers?: readonly string[]
  readonly clients?: readonly string[]
}

export interface Filter {
  readonly id: string
  readonly name: string
  readonly mx: readonly string[]
}

/** What one app can do with one family's OAuth, from which version on. */
export interface ClientOAuth {
  readonly family: string
  readonly protocols?: readonly Protocol[]
  /** A version, a date `YYYY-MM`, or absent when always. */
  readonly since?: string
  readonly able: boolean
  readonly note?: Localized
}

export interface Client extends Dated {
  readonly id: string
  readonly name: Localized
  /** What a sentence calls it, with its article: “the new Outlook”. Absent: the name. */
  readonly phrase?: Localized
  /** Other names and slugs, lower case, also as regular expressions between slashes. */
  readonly names: readonly string[]
  readonly kind: 'app' | 'webmail' | 'program' | 'device' | 'server'
  /** The general app or device of which this is a finer one (`printer` of `printer-hp`): it is judged and guided as that one where it has nothing special. */
  readonly base?: string
  readonly platform: readonly string[]
  /** Who makes a device: `HP`, `Synology`. */
  readonly maker?: string
  /** Editions that people name, oldest first; `supportEnds` is the maker's own date. */
  readonly releases?: readonly Release[]
  /** The day it stopped working, for apps that are dead. */
  readonly ended?: string
  readonly replacedBy?: string
  readonly oauth: readonly ClientOAuth[]
  readonly can?: { readonly pop3?: boolean; readonly imap?: boolean; readonly smtp?: boolean }
  /** How an account is added: the menu, in the app's own words. */
  readonly add?: Localized
  /** What it shows when it fails, beyond the texts of `messages/`: “a red dot”, “no error at all, mail just stays away”. */
  readonly shows?: readonly Localized[]
  readonly log?: Localized
  /** What it can never do, so that nobody is sent to look for it. */
  readonly never?: readonly Localized[]
}

export interface Release {
  readonly name: string
  readonly version?: string
  /** A day, or a month `YYYY-MM`. */
  readonly released?: string
  readonly supportEnds?: string
  /** What this edition can or cannot do with mail accounts. */
  readonly note?: Localized
}

/** A condition: every fact named must hold one of the values. `>=`, `<` before a value compare dates, versions and numbers. `all`, `any`, `not` nest. */
export interface Condition {
  readonly facts?: Readonly<Partial<Record<FactName, readonly FactValue[]>>>
  readonly all?: readonly Condition[]
  readonly any?: readonly Condition[]
  readonly not?: Condition
}

/** What a text points to, in words of weight. `when` narrows it to a provider, a date, a kind of secret ... */
export interface Pointer {
  readonly cause: CauseId
  readonly weight: Weight
  readonly when?: Condition
  readonly says?: Localized
}

/** A server's reply, known by its shape. */
export interface Reply extends Dated {
  readonly id: string
  readonly protocols: readonly (Protocol | 'oauth' | 'tls' | 'any')[]
  /** Regular expressions, any of which matches, case-insensitive, on the whole reply. */
  readonly match: readonly string[]
  readonly providers?: readonly string[]
  /** What it means, in one sentence. */
  readonly says: Localized
  readonly gives?: Readonly<Partial<Record<FactName, FactValue>>>
  readonly points: readonly Pointer[]
  /** A class of replies (`[AUTHENTICATIONFAILED]`, `535 5.7.8`): counts only where no more particular reply matches. */
  readonly generic?: boolean
  /** The server locks or throttles: stop every further attempt. */
  readonly stop?: boolean
}

/** What an app shows, with `%s` for what varies. */
export interface Message extends Dated {
  readonly id: string
  readonly clients: readonly string[]
  readonly code?: string
  readonly texts: readonly { readonly lang: string; readonly text: string }[]
  readonly gives?: Readonly<Partial<Record<FactName, FactValue>>>
  readonly points: readonly Pointer[]
}

/** Free words in any of five languages that state a fact. */
export interface Words {
  readonly id: string
  readonly gives: Readonly<Partial<Record<FactName, FactValue>>>
  /** Regular expressions on folded text (lower case, no accents, straight quotes). */
  readonly match: readonly string[]
  /** Texts that must match at least one of them: the file's own test. */
  readonly examples: readonly string[]
  /** Texts that look close and must match none. */
  readonly not?: readonly string[]
}

export interface CauseEvidence {
  readonly when: Condition
  readonly weight: Weight
  readonly because: Localized
}

export interface Cause extends Dated {
  readonly id: CauseId
  readonly title: Localized
  /** The verdict in one sentence; holes `{provider}`, `{client}`, `{protocol}`, `{host}`. */
  readonly sentence: Localized
  /** Causes with the same fix id are summed. */
  readonly fix: string
  readonly fixTitle: Localized
  readonly prior: Prior
  readonly evidence: readonly CauseEvidence[]
  /** Tests that would decide it, for people. */
  readonly decidedBy?: readonly Localized[]
}

export interface QuestionSpec {
  readonly id: string
  /** The fact that the answers set. */
  readonly fact: FactName
  readonly ask: Localized
  readonly answers: readonly { readonly value: FactValue; readonly label: Localized }[]
  /** Asked only then. */
  readonly when?: Condition
}

/** A line of a procedure: an action, or a call of a task that the provider or the app defines. */
export type ProcedureStep =
  | { readonly do: string; readonly see?: string; readonly copy?: readonly string[]; readonly when?: Condition; readonly sure?: true }
  | {
      readonly task: string
      /** What one should see once the whole task is done. */
      readonly see?: string
      readonly when?: Condition
      /** Kept only where `when` is known to hold, not where nobody knows. */
      readonly sure?: true
    }

/** Steps that mend a cause (`cause`) or do one thing in one app or at one provider (`task`), in one language. */
export interface Procedure extends Dated {
  readonly id: string
  readonly lang: Lang
  readonly cause?: CauseId
  readonly task?: string
  readonly providers?: readonly string[]
  readonly families?: readonly string[]
  readonly clients?: readonly string[]
  readonly clientKinds?: readonly Client['kind'][]
  readonly account?: AccountType
  readonly protocols?: readonly Protocol[]
  readonly since?: string
  readonly until?: string
  /** What must be known to hold for this text to be chosen: `antivirus.name: Avast`. */
  readonly when?: Condition
  readonly title: string
  readonly why?: string
  readonly steps: readonly ProcedureStep[]
  readonly avoid: readonly string[]
  readonly otherwise: readonly string[]
}

/** Whom a letter is for: one person, the administrator, who keeps the server, the provider's support, everybody in a company. */
export type LetterTo = 'user' | 'administrator' | 'host' | 'support' | 'company'

export interface Letter extends Dated {
  readonly id: string
  /** Absent: the administrator. */
  readonly to?: LetterTo
  /** Empty for a letter before a dated change. */
  readonly causes: readonly CauseId[]
  readonly providers?: readonly string[]
  /** Ids of the dated changes that it prepares for. */
  readonly policies?: readonly string[]
  /** Where this is not known to hold, a guide names the letter and does not show it. */
  readonly when?: Condition
  readonly subject: Localized
  readonly body: Localized
}

/** What is to be done with a mailbox on a certain occasion, in order: a checklist is made from it. */
export interface ChecklistSpec extends Dated {
  readonly id: string
  readonly title: Localized
  /** When it is used. */
  readonly about: Localized
  readonly items: readonly {
    readonly id: string
    readonly do: Localized
    readonly why?: Localized
    /** Of ours, that helps; `ADDRESS` and `NAME` stand for what it is about. */
    readonly command?: string
    /** Days after the list is made. */
    readonly afterDays?: number
  }[]
}

/** A dated change at a provider: the past explains, the future warns. */
export interface Policy {
  readonly id: string
  readonly date: string
  readonly providers: readonly string[]
  readonly protocols?: readonly Protocol[]
  readonly what: Localized
  readonly strength: 'official' | 'thread' | 'press' | 'unverified'
  readonly sources: readonly string[]
}

/** A story that must be judged right: the articles' situations and the bugs of the past. */
export interface Situation {
  readonly id: string
  readonly story: string
  readonly case: Readonly<Record<string, unknown>>
  readonly expect: {
    readonly cause: readonly string[]
    readonly never?: readonly string[]
    readonly steps?: Readonly<Partial<Record<Lang, readonly string[]>>>
    readonly neverSteps?: readonly string[]
  }
  /** The command that shows it on the lab, for the README and the tests. */
  readonly lab?: { readonly args: readonly string[]; readonly password?: string; readonly exit: number; readonly cause?: string }
}

/** Where an imported table comes from; shown wherever it is exported. */
export interface TableHead {
  readonly id: 'ispdb' | 'preparation'
  readonly source: string
  readonly licence: string
  readonly revision: string
  /** `YYYY-MM-DD`. */
  readonly imported: string
}

/** What one domain needs before a mail app can sign in, as the imported table of preparations knows it. */
export interface PreparationRow {
  readonly domain: string
  readonly name: string
  /** `ok`: address and password are enough; `broken`: no mail app gets in. */
  readonly status: 'ok' | 'preparation' | 'broken'
  readonly servers: readonly ProviderServer[]
  readonly needs: readonly Need[]
  /** The month in which it was checked, `YYYY-MM`. */
  readonly checked: string
  readonly website?: string
}

export type Need =
  | 'app-password'
  | 'switch-on'
  | 'paid-plan'
  | 'two-factor-first'
  | 'no-standard-imap'
  | 'local-bridge'
  | 'oauth-required'
  | 'oauth-possible'
  | 'tor-only'

/** One domain of an imported table (ISPDB). */
export interface TableRow {
  readonly domain: string
  readonly name: string
  readonly servers: readonly ProviderServer[]
}

/** What was learned from the stories of `knowledge/stories/`: for each word or circumstance, how it moves each cause of the closed list. */
export interface Lean {
  /** `w:word`, `s:stem`, `b:two neighbours`, `k:fact=value`. */
  readonly features: readonly string[]
  /** One signed byte for each feature and cause, in Base64; times `step` they are log-odds. */
  readonly weights: string
  readonly step: number
  /** How many stories it was learned from. */
  readonly stories: number
}

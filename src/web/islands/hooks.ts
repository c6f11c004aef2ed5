// Where the islands take hold of the pages that the server rendered. Pages write these attributes; without script they do nothing.

/** The block of data from which the case page was rendered, so that the browser renders the same. */
export const STATE = 'script#desk-state'
/** The element whose only child is the tree of the case. */
export const CASE_ROOT = '[data-island="case"]'
/** On a form of the case page that the script sends, with what it sends. */
export const SEND = 'form[data-send]'
/** Where the focus may go when what had it is gone, in order of the wish. */
export const FOCUS = ['[data-focus="question"]', '[data-focus="verdict"]'] as const
/** The form of the ask page; its fields are found by name. */
export const ASK_FORM = 'form[data-island="ask"]'
/** Empty places of the ask page that the script fills: the messages of the app, the screenshot. */
export const MESSAGES_PLACE = '[data-part="messages"]'
export const PICTURE_PLACE = '[data-part="picture"]'
/** `data-guide="CASE"` around steps whose check boxes carry `data-step="ID"`. */
export const GUIDE_ROOT = '[data-guide]'
export const STEP_BOX = 'input[type="checkbox"][data-step]'
/** A button that unticks all steps, and the place that says how many are done. */
export const CLEAR_STEPS = '[data-clear-steps]'
export const STEPS_DONE = '[data-steps-done]'
/** Copies its value, or the text of the element of that id. */
export const COPY = '[data-copy], [data-copy-from]'
export const PRINT = '[data-print]'
/** Around the search form and the list of the history; each line carries `data-entry`. */
export const HISTORY_ROOT = '[data-island="history"]'
export const HISTORY_ENTRY = '[data-entry]'
/** On the page itself, once its island listens. */
export const AWAKE = 'data-awake'
/** A form into which a secret is typed. */
export const SECRET_FORM = 'form[data-secret-form]'
/** The element whose only child is the tree of one sign-in. */
export const ATTEMPT_ROOT = '[data-island="attempt"]'
/** What a person must see next on the page of a sign-in. */
export const STAGE = '[data-focus="stage"]'

// Where the islands take hold of the pages that the server rendered. Pages write these; without script they do nothing.

/** The block of data from which CasePage was rendered, so that the browser renders the same. */
export const STATE = 'script#state[type="application/json"]'
/** The form of the ask page; its fields are found by name. */
export const ASK_FORM = 'form#ask'
/** Empty places of the ask page that the script fills: the messages of the app, the screenshot. */
export const MESSAGES_PLACE = '#message-picker'
export const PICTURE_PLACE = '#picture'
/** Copies its value. */
export const COPY = '[data-copy]'

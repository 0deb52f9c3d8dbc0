/** Logins do not tell large from small, nor full from half width. */
export const normalLogin = (text: string): string => text.normalize("NFKC").trim().toLowerCase();

/** 3 to 50 letters, digits, Han, dot, dash, underscore or @. */
export const isLogin = (login: string): boolean => /^[\p{L}\p{N}._@-]{2,50}$/u.test(login);

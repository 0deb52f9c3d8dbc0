/** What a password must be, said before it is refused. */
export const passwordHint = "至少8位，大写字母、小写字母、数字、符号里至少三种，不能包含登录名。";

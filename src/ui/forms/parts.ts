/** What ties a control to its label and to what is said about it. */
export type FieldParts = {
  readonly id: string;
  readonly name: string;
  readonly status: "" | "warning" | "error";
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string;
  readonly "aria-required": boolean;
};

/** One of several to choose from. */
export type Choice = { readonly value: string; readonly label: string; readonly hint?: string };

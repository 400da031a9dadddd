/** Request: what a file is, by its name and the configuration of its repository. `FileKindParams` → `FileKindResult`. */
export const fileKindRequest = "mcpPolicy/fileKind";

export interface FileKindParams {
  /** Any address; the file need not be open. */
  readonly uri: string;
}

export interface FileKindResult {
  /** null for what is none of ours, or left out by the configuration. */
  readonly kind: "policy" | "test" | null;
}

/** Notification, server → client: the document is plainly another product's `policy.json`. `ForeignPolicyParams`. */
export const foreignPolicyNotification = "mcpPolicy/foreignPolicy";

export interface ForeignPolicyParams {
  readonly uri: string;
  /** What it is, for instance "AWS IAM policy". */
  readonly format: string;
}

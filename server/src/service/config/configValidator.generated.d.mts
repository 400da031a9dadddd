// Made by server/schema/compileSchema.mjs: change that.
import type { Validator } from "../../policy/schemaValidator.generated.mjs";

/** The configuration as a whole. */
export const config: Validator;

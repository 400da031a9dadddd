import type { CatalogueOutcome } from "./catalogues";
import type { ComputeResult } from "./compute";
import type { DecidingResult } from "./decidingWorker";
import type { EditingResult } from "./editing";
import type { ReachResult } from "./reach";
import type { ReplayResult } from "./replay";

/** Everything that one run measured. */
export interface Results {
  readonly editing: readonly EditingResult[];
  readonly compute: readonly ComputeResult[];
  readonly deciding: DecidingResult;
  readonly replay: ReplayResult;
  readonly reach: ReachResult;
  readonly catalogues: readonly CatalogueOutcome[];
}

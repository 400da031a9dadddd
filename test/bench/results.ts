import type { CatalogueOutcome } from "./catalogues";
import type { ComputeResult } from "./compute";
import type { DecidingResult } from "./decidingWorker";
import type { EditingResult } from "./editing";
import type { ServersResult } from "./importedServers";
import type { MassResult } from "./mass";
import type { ReachResult } from "./reach";

/** Everything that one run measured. */
export interface Results {
  readonly editing: readonly EditingResult[];
  readonly compute: readonly ComputeResult[];
  readonly deciding: DecidingResult;
  readonly mass: MassResult;
  readonly reach: ReachResult;
  readonly servers: ServersResult;
  readonly catalogues: readonly CatalogueOutcome[];
  /** Whether the commit that we compare ourselves with could be built. */
  readonly hasBefore: boolean;
}

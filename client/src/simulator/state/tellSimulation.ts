import type { PageMessage } from "./messages";
import type { Simulation } from "./simulation";

/** Messages of the page that are about the simulation alone; the host answers the others. */
type SimulationMessage = Extract<
  PageMessage,
  {
    readonly type:
      | "edit-arguments"
      | "edit-grant"
      | "choose-time-step"
      | "use-template"
      | "call"
      | "reset"
      | "select-call"
      | "edit-times"
      | "edit-instant"
      | "remove-call"
      | "move-call"
      | "want-changes"
      | "retry"
      | "attack"
      | "end-attack"
      | "add-attacks";
  }
>;

/** Does what the page asks of the simulation. */
export async function tellSimulation<Token>(simulation: Simulation<Token>, message: SimulationMessage): Promise<void> {
  switch (message.type) {
    case "edit-arguments":
      return simulation.next.editArguments(message.text);
    case "edit-grant":
      return simulation.next.editGrant(message.grant);
    case "choose-time-step":
      return simulation.next.chooseTimeStep(message.timeStep);
    case "use-template":
      return simulation.next.useTemplate();
    case "call":
      return simulation.call(message.text);
    case "reset":
      return simulation.reset();
    case "select-call":
      return simulation.selectCall(message.index);
    case "edit-times":
      return simulation.next.chooseTimes(message.times);
    case "edit-instant":
      return simulation.next.editInstant(message.instant);
    case "remove-call":
      return simulation.removeCall(message.index);
    case "move-call":
      return simulation.moveCall(message.index, message.by);
    case "want-changes":
      return simulation.wantChangingEdits(message.wanted);
    case "retry":
      return simulation.retry();
    case "attack":
      return simulation.attacks.turnTo(simulation.next.tool);
    case "end-attack":
      return simulation.attacks.turnTo(null);
    case "add-attacks":
      return simulation.addAttacks(message.index ?? undefined);
    default:
      message satisfies never;
  }
}

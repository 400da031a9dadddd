/** Why a server's tools cannot be read: a sentence for a person, that may contain text of the server. Holds no secret. */
export class ServerFailure extends Error {}

/** A server over HTTP does not take such a message: it may be of another era, or speak the older transport. */
export class NotUnderstood extends ServerFailure {}

/** The name of an import is taken by another server, whose tools it would replace. */
export class OtherServer extends ServerFailure {}

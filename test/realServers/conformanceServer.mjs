/**
 * A server with everything that `@modelcontextprotocol/conformance` 0.1.16 asks a server for, by the official SDK 1, over HTTP at
 * the port of its first word: so a scenario that fails through the gateway fails because of it.
 */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import * as types from "@modelcontextprotocol/sdk/types.js";

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const sound = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";
const text = (said) => ({ type: "text", text: said });
const image = { type: "image", data: pixel, mimeType: "image/png" };
const resource = (uri) => ({
  type: "resource",
  resource: { uri, mimeType: "text/plain", text: "An embedded resource." },
});
const object = (properties = {}) => ({ type: "object", properties });
const choice = (...values) => values.map((value, index) => ({ const: value, title: `Choice ${index + 1}` }));
const options = ["option1", "option2", "option3"];

const defaults = object({
  name: { type: "string", default: "John Doe" },
  age: { type: "integer", default: 30 },
  score: { type: "number", default: 95.5 },
  status: { type: "string", enum: ["active", "inactive", "pending"], default: "active" },
  verified: { type: "boolean", default: true },
});
const enums = object({
  untitledSingle: { type: "string", enum: options },
  titledSingle: { type: "string", oneOf: choice("value1", "value2", "value3") },
  legacyEnum: { type: "string", enum: ["opt1", "opt2", "opt3"], enumNames: ["One", "Two", "Three"] },
  untitledMulti: { type: "array", items: { type: "string", enum: options } },
  titledMulti: { type: "array", items: { anyOf: choice("value1", "value2", "value3") } },
});
const schema2020 = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  $defs: { address: object({ street: { type: "string" }, city: { type: "string" } }) },
  properties: { name: { type: "string" }, address: { $ref: "#/$defs/address" } },
  additionalProperties: false,
};

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
const asked = (question) => async (_, extra) => {
  const { action, content } = await extra.sendRequest(
    { method: "elicitation/create", params: question },
    types.ElicitResultSchema,
  );
  return [text(`Elicitation completed: action=${action}, content=${JSON.stringify(content)}`)];
};

/** What each tool answers. */
const tools = {
  test_simple_text: () => [text("This is a simple text response for testing.")],
  test_image_content: () => [image],
  test_audio_content: () => [{ type: "audio", data: sound, mimeType: "audio/wav" }],
  test_embedded_resource: () => [resource("test://embedded-resource")],
  test_multiple_content_types: () => [text("Several kinds"), image, resource("test://mixed-content-resource")],
  test_error_handling: () => {
    throw new Error("This tool intentionally returns an error for testing");
  },
  test_tool_with_logging: async (_, { sendNotification }) => {
    for (const data of ["Tool execution started", "Tool processing data", "Tool execution completed"]) {
      await sendNotification({ method: "notifications/message", params: { level: "info", data } });
      await pause();
    }
    return [text("Done.")];
  },
  test_tool_with_progress: async (_, { sendNotification, _meta }) => {
    for (const progress of [0, 50, 100]) {
      const params = { progressToken: _meta?.progressToken ?? 0, progress, total: 100 };
      await sendNotification({ method: "notifications/progress", params });
      await pause();
    }
    return [text("Done.")];
  },
  test_sampling: async ({ prompt }, { sendRequest }) => {
    const params = { messages: [{ role: "user", content: text(prompt) }], maxTokens: 100 };
    const { content } = await sendRequest(
      { method: "sampling/createMessage", params },
      types.CreateMessageResultSchema,
    );
    return [text(`LLM response: ${content.text}`)];
  },
  test_elicitation: asked({
    message: "Who are you?",
    requestedSchema: object({ username: { type: "string" }, email: { type: "string" } }),
  }),
  test_elicitation_sep1034_defaults: asked({ message: "Defaults?", requestedSchema: defaults }),
  test_elicitation_sep1330_enums: asked({ message: "Choices?", requestedSchema: enums }),
  test_reconnection: async (_, extra) => {
    extra.closeSSEStream?.();
    await pause();
    return [text("Reconnected.")];
  },
  json_schema_2020_12_tool: () => [text("ok")],
};

const prompts = {
  test_simple_prompt: () => [text("This is a simple prompt for testing.")],
  test_prompt_with_arguments: ({ arg1, arg2 }) => [text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
  test_prompt_with_embedded_resource: ({ resourceUri }) => [resource(resourceUri), text("Read it.")],
  test_prompt_with_image: () => [image, text("Look at it.")],
};
const promptArguments = {
  test_prompt_with_arguments: ["arg1", "arg2"],
  test_prompt_with_embedded_resource: ["resourceUri"],
};

function makeServer() {
  const capabilities = { tools: {}, prompts: {}, resources: { subscribe: true }, logging: {}, completions: {} };
  const server = new Server({ name: "conformance-server", version: "1" }, { capabilities });
  const on = (schema, handler) => server.setRequestHandler(schema, handler);
  const inputOf = (name) => (name === "json_schema_2020_12_tool" ? schema2020 : object());
  on(types.ListToolsRequestSchema, () => ({
    tools: Object.keys(tools).map((name) => ({ name, description: "A tool to test.", inputSchema: inputOf(name) })),
  }));
  on(types.CallToolRequestSchema, async ({ params: { name, arguments: args = {} } }, extra) => {
    try {
      return { content: await tools[name](args, extra) };
    } catch (error) {
      return { content: [text(error.message)], isError: true };
    }
  });
  on(types.ListPromptsRequestSchema, () => ({
    prompts: Object.keys(prompts).map((name) => ({
      name,
      description: "A prompt to test.",
      arguments: (promptArguments[name] ?? []).map((each) => ({ name: each, required: true })),
    })),
  }));
  on(types.GetPromptRequestSchema, ({ params: { name, arguments: args = {} } }) => ({
    messages: prompts[name](args).map((content) => ({ role: "user", content })),
  }));
  on(types.ListResourcesRequestSchema, () => ({
    resources: ["static-text", "static-binary", "watched-resource"].map((name) => ({ uri: `test://${name}`, name })),
  }));
  on(types.ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [{ uriTemplate: "test://template/{id}/data", name: "template" }],
  }));
  on(types.ReadResourceRequestSchema, ({ params: { uri } }) => {
    if (uri === "test://static-binary") return { contents: [{ uri, mimeType: "image/png", blob: pixel }] };
    const id = /^test:\/\/template\/(.*)\/data$/.exec(uri)?.[1];
    const said = id === undefined ? "The content of the static text resource." : JSON.stringify({ id, data: id });
    return { contents: [{ uri, mimeType: id === undefined ? "text/plain" : "application/json", text: said }] };
  });
  for (const schema of [types.SubscribeRequestSchema, types.UnsubscribeRequestSchema, types.SetLevelRequestSchema])
    on(schema, () => ({}));
  on(types.CompleteRequestSchema, () => ({ completion: { values: ["test"], total: 1, hasMore: false } }));
  return server;
}

/** The events of streams that a client may ask for again. */
function eventStore() {
  const events = [];
  return {
    storeEvent: async (streamId, message) => `${events.push({ streamId, message }) - 1}`,
    replayEventsAfter: async (lastId, { send }) => {
      const { streamId } = events[Number(lastId)];
      for (let id = Number(lastId) + 1; id < events.length; id++)
        if (events[id].streamId === streamId && Object.keys(events[id].message).length > 0)
          await send(`${id}`, events[id].message);
      return streamId;
    },
  };
}

const sessions = new Map();
const http = createServer(async (request, response) => {
  let transport = sessions.get(request.headers["mcp-session-id"]);
  if (transport === undefined) {
    transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => sessions.set(id, transport),
      eventStore: eventStore(),
      retryInterval: 50,
      enableDnsRebindingProtection: true,
      allowedHosts: [`127.0.0.1:${process.argv[2]}`, `localhost:${process.argv[2]}`],
    });
    await makeServer().connect(transport);
  }
  await transport.handleRequest(request, response);
});
http.listen(Number(process.argv[2]), "127.0.0.1", () => console.error("listening"));

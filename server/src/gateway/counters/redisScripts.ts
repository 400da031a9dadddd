/** A script, which Redis runs with no other command in between. */
export interface RedisScript {
  readonly text: string;
}

/** The time of the store in milliseconds: gateways on several machines have several clocks. */
const clock = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/**
 * Reserves one of each limit, or nothing if one of them is reached. KEYS: the counter of each limit. ARGV: what makes members of
 * this call unique, then the length of the window in milliseconds and the maximum of each limit. Replies: the time, 1 if
 * it is reserved, and the start of the window and the value of each counter before, as far as it came.
 */
export const chargeByCalendar: RedisScript = {
  text: `${clock}local reply = {now, 1}
local starts, values, lengths = {}, {}, {}
for i, key in ipairs(KEYS) do
  local length, max = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  if values[key] == nil then
    local state = redis.call('HMGET', key, 'start', 'value')
    local start = now - now % length
    starts[key], values[key], lengths[key] = start, 0, length
    if state[1] and tonumber(state[1]) >= start then starts[key], values[key] = tonumber(state[1]), tonumber(state[2]) end
  end
  table.insert(reply, starts[key])
  table.insert(reply, values[key])
  if values[key] >= max then
    reply[2] = 0
    return reply
  end
  values[key] = values[key] + 1
end
for key, value in pairs(values) do
  redis.call('HSET', key, 'start', string.format('%d', starts[key]), 'value', value)
  redis.call('PEXPIREAT', key, string.format('%d', starts[key] + lengths[key] + 60000))
end
return reply
`,
};

/** The same where windows slide: the charges that still count are the members of a sorted set, by their instants. */
export const chargeSliding: RedisScript = {
  text: `${clock}local reply = {now, 1}
local values, added = {}, {}
for i, key in ipairs(KEYS) do
  local length, max = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  if values[key] == nil then
    redis.call('ZREMRANGEBYSCORE', key, '-inf', string.format('%d', now - length))
    values[key] = redis.call('ZCARD', key)
  end
  table.insert(reply, now)
  table.insert(reply, values[key])
  if values[key] >= max then
    reply[2] = 0
    return reply
  end
  values[key] = values[key] + 1
  table.insert(added, {key, i, length})
end
for _, add in ipairs(added) do
  redis.call('ZADD', add[1], string.format('%d', now), ARGV[1] .. ':' .. add[2])
  redis.call('PEXPIRE', add[1], add[3] + 60000)
end
return reply
`,
};

/** Gives counts back. KEYS: counters; ARGV: the start of the window of each. */
export const giveBackByCalendar: RedisScript = {
  text: `for i, key in ipairs(KEYS) do
  local state = redis.call('HMGET', key, 'start', 'value')
  if state[1] and tonumber(state[1]) == tonumber(ARGV[i]) and tonumber(state[2]) > 0 then
    redis.call('HINCRBY', key, 'value', -1)
  end
end
return 0
`,
};

/** The same where windows slide; ARGV: the instant of each charge. */
export const giveBackSliding: RedisScript = {
  text: `for i, key in ipairs(KEYS) do
  local found = redis.call('ZRANGEBYSCORE', key, ARGV[i], ARGV[i], 'LIMIT', 0, 1)
  if found[1] then redis.call('ZREM', key, found[1]) end
end
return 0
`,
};

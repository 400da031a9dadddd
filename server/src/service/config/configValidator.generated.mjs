// Made by server/schema/compileSchema.mjs from config.schema.json: change those.
"use strict";
export const config = validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","additionalProperties":false,"properties":{"$schema":{"type":"string"},"rules":{"type":"object","propertyNames":{"enum":["unknown-tool","service-tool-name","unknown-argument","hidden-and-listed","hide-all-with-names","duplicate-hide","blank-hide","deny-if-after-always","require-without-conditions","limit-never-binds","empty-list","conditions-contradict","never-callable","condition-never-holds","number-as-text","condition-always-holds","unreachable-path","value-reads-as-pattern","other-pattern-language","deny-if-may-not-fire","pattern-matches-everything","empty-text-passes","unanchored-allow-list","unescaped-dot","case-sensitive-denial","path-escapes","host-escapes","command-chaining","other-spelling","second-recipient","deny-list-of-names","branch-full-name","loose-alternatives","line-among-others","open-dangerous-tool","default-allow-opens","default-allow-unknown","nothing-allowed","limit-equals-none","shared-counter","same-window-twice","counter-two-windows","old-action","old-rate-limit","old-rules","old-state","old-wildcard","no-equivalent","state-field","missing-on-deny","empty-message"]},"additionalProperties":{"$ref":"#/definitions/severity"}},"silencedTools":{"type":"object","propertyNames":{"enum":["*","unknown-tool","service-tool-name","unknown-argument","hidden-and-listed","hide-all-with-names","duplicate-hide","blank-hide","deny-if-after-always","require-without-conditions","limit-never-binds","empty-list","conditions-contradict","never-callable","condition-never-holds","number-as-text","condition-always-holds","unreachable-path","value-reads-as-pattern","other-pattern-language","deny-if-may-not-fire","pattern-matches-everything","empty-text-passes","unanchored-allow-list","unescaped-dot","case-sensitive-denial","path-escapes","host-escapes","command-chaining","other-spelling","second-recipient","deny-list-of-names","branch-full-name","loose-alternatives","line-among-others","open-dangerous-tool","default-allow-opens","default-allow-unknown","nothing-allowed","limit-equals-none","shared-counter","same-window-twice","counter-two-windows","old-action","old-rate-limit","old-rules","old-state","old-wildcard","no-equivalent","state-field","missing-on-deny","empty-message"]},"additionalProperties":{"type":"array","items":{"type":"string"}}},"files":{"type":"object","additionalProperties":false,"properties":{"include":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":200}},"exclude":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":200}}}},"servers":{"type":"object","maxProperties":100,"additionalProperties":{"type":"string","minLength":1,"maxLength":200}},"assumptions":{"type":"object","additionalProperties":false,"properties":{"missingArgument":{"type":"string","enum":["condition is false","denies"]},"windowAlignment":{"type":"string","enum":["utc-calendar","sliding"]},"conditionsJoin":{"type":"string","enum":["all"]},"limitsOrder":{"type":"string","enum":["after predicates"]},"unknownFields":{"type":"string","enum":["ignored","rejected"]},"numberText":{"type":"string","enum":["as JSON loads it","as YAML loads it"]},"classNames":{"type":"string","enum":["not known","go1.24","go1.25-1.26","go1.27"]},"retryCounts":{"type":"string","enum":["each request","the first only"]}}}},"definitions":{"severity":{"type":"string","enum":["off","hint","information","warning","error"]}}};
const schema12 = {"type":"string","enum":["off","hint","information","warning","error"]};

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "$schema") || (key0 === "rules")) || (key0 === "silencedTools")) || (key0 === "files")) || (key0 === "servers")) || (key0 === "assumptions"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.$schema !== undefined){
if(typeof data.$schema !== "string"){
const err1 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.rules !== undefined){
let data1 = data.rules;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
const _errs6 = errors;
if(!(((((((((((((((((((((((((((((((((((((((((((((((((((key1 === "unknown-tool") || (key1 === "service-tool-name")) || (key1 === "unknown-argument")) || (key1 === "hidden-and-listed")) || (key1 === "hide-all-with-names")) || (key1 === "duplicate-hide")) || (key1 === "blank-hide")) || (key1 === "deny-if-after-always")) || (key1 === "require-without-conditions")) || (key1 === "limit-never-binds")) || (key1 === "empty-list")) || (key1 === "conditions-contradict")) || (key1 === "never-callable")) || (key1 === "condition-never-holds")) || (key1 === "number-as-text")) || (key1 === "condition-always-holds")) || (key1 === "unreachable-path")) || (key1 === "value-reads-as-pattern")) || (key1 === "other-pattern-language")) || (key1 === "deny-if-may-not-fire")) || (key1 === "pattern-matches-everything")) || (key1 === "empty-text-passes")) || (key1 === "unanchored-allow-list")) || (key1 === "unescaped-dot")) || (key1 === "case-sensitive-denial")) || (key1 === "path-escapes")) || (key1 === "host-escapes")) || (key1 === "command-chaining")) || (key1 === "other-spelling")) || (key1 === "second-recipient")) || (key1 === "deny-list-of-names")) || (key1 === "branch-full-name")) || (key1 === "loose-alternatives")) || (key1 === "line-among-others")) || (key1 === "open-dangerous-tool")) || (key1 === "default-allow-opens")) || (key1 === "default-allow-unknown")) || (key1 === "nothing-allowed")) || (key1 === "limit-equals-none")) || (key1 === "shared-counter")) || (key1 === "same-window-twice")) || (key1 === "counter-two-windows")) || (key1 === "old-action")) || (key1 === "old-rate-limit")) || (key1 === "old-rules")) || (key1 === "old-state")) || (key1 === "old-wildcard")) || (key1 === "no-equivalent")) || (key1 === "state-field")) || (key1 === "missing-on-deny")) || (key1 === "empty-message"))){
const err2 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/propertyNames/enum",keyword:"enum",params:{allowedValues: schema11.properties.rules.propertyNames.enum},propertyName:key1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var valid1 = _errs6 === errors;
if(!valid1){
const err3 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/propertyNames",keyword:"propertyNames",params:{propertyName: key1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
for(const key2 in data1){
let data2 = data1[key2];
if(typeof data2 !== "string"){
const err4 = {instancePath:instancePath+"/rules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/severity/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!(((((data2 === "off") || (data2 === "hint")) || (data2 === "information")) || (data2 === "warning")) || (data2 === "error"))){
const err5 = {instancePath:instancePath+"/rules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema12.enum}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.silencedTools !== undefined){
let data3 = data.silencedTools;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key3 in data3){
const _errs13 = errors;
if(!((((((((((((((((((((((((((((((((((((((((((((((((((((key3 === "*") || (key3 === "unknown-tool")) || (key3 === "service-tool-name")) || (key3 === "unknown-argument")) || (key3 === "hidden-and-listed")) || (key3 === "hide-all-with-names")) || (key3 === "duplicate-hide")) || (key3 === "blank-hide")) || (key3 === "deny-if-after-always")) || (key3 === "require-without-conditions")) || (key3 === "limit-never-binds")) || (key3 === "empty-list")) || (key3 === "conditions-contradict")) || (key3 === "never-callable")) || (key3 === "condition-never-holds")) || (key3 === "number-as-text")) || (key3 === "condition-always-holds")) || (key3 === "unreachable-path")) || (key3 === "value-reads-as-pattern")) || (key3 === "other-pattern-language")) || (key3 === "deny-if-may-not-fire")) || (key3 === "pattern-matches-everything")) || (key3 === "empty-text-passes")) || (key3 === "unanchored-allow-list")) || (key3 === "unescaped-dot")) || (key3 === "case-sensitive-denial")) || (key3 === "path-escapes")) || (key3 === "host-escapes")) || (key3 === "command-chaining")) || (key3 === "other-spelling")) || (key3 === "second-recipient")) || (key3 === "deny-list-of-names")) || (key3 === "branch-full-name")) || (key3 === "loose-alternatives")) || (key3 === "line-among-others")) || (key3 === "open-dangerous-tool")) || (key3 === "default-allow-opens")) || (key3 === "default-allow-unknown")) || (key3 === "nothing-allowed")) || (key3 === "limit-equals-none")) || (key3 === "shared-counter")) || (key3 === "same-window-twice")) || (key3 === "counter-two-windows")) || (key3 === "old-action")) || (key3 === "old-rate-limit")) || (key3 === "old-rules")) || (key3 === "old-state")) || (key3 === "old-wildcard")) || (key3 === "no-equivalent")) || (key3 === "state-field")) || (key3 === "missing-on-deny")) || (key3 === "empty-message"))){
const err7 = {instancePath:instancePath+"/silencedTools",schemaPath:"#/properties/silencedTools/propertyNames/enum",keyword:"enum",params:{allowedValues: schema11.properties.silencedTools.propertyNames.enum},propertyName:key3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var valid4 = _errs13 === errors;
if(!valid4){
const err8 = {instancePath:instancePath+"/silencedTools",schemaPath:"#/properties/silencedTools/propertyNames",keyword:"propertyNames",params:{propertyName: key3}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
for(const key4 in data3){
let data4 = data3[key4];
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if(typeof data4[i0] !== "string"){
const err9 = {instancePath:instancePath+"/silencedTools/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i0,schemaPath:"#/properties/silencedTools/additionalProperties/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/silencedTools/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/silencedTools/additionalProperties/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/silencedTools",schemaPath:"#/properties/silencedTools/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.files !== undefined){
let data6 = data.files;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key5 in data6){
if(!((key5 === "include") || (key5 === "exclude"))){
const err12 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data6.include !== undefined){
let data7 = data6.include;
if(Array.isArray(data7)){
if(data7.length > 100){
const err13 = {instancePath:instancePath+"/files/include",schemaPath:"#/properties/files/properties/include/maxItems",keyword:"maxItems",params:{limit: 100}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
const len1 = data7.length;
for(let i1=0; i1<len1; i1++){
let data8 = data7[i1];
if(typeof data8 === "string"){
if(data8.length > 200){
const err14 = {instancePath:instancePath+"/files/include/" + i1,schemaPath:"#/properties/files/properties/include/items/maxLength",keyword:"maxLength",params:{limit: 200}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data8.length < 1){
const err15 = {instancePath:instancePath+"/files/include/" + i1,schemaPath:"#/properties/files/properties/include/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/files/include/" + i1,schemaPath:"#/properties/files/properties/include/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/files/include",schemaPath:"#/properties/files/properties/include/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data6.exclude !== undefined){
let data9 = data6.exclude;
if(Array.isArray(data9)){
if(data9.length > 100){
const err18 = {instancePath:instancePath+"/files/exclude",schemaPath:"#/properties/files/properties/exclude/maxItems",keyword:"maxItems",params:{limit: 100}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
const len2 = data9.length;
for(let i2=0; i2<len2; i2++){
let data10 = data9[i2];
if(typeof data10 === "string"){
if(data10.length > 200){
const err19 = {instancePath:instancePath+"/files/exclude/" + i2,schemaPath:"#/properties/files/properties/exclude/items/maxLength",keyword:"maxLength",params:{limit: 200}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data10.length < 1){
const err20 = {instancePath:instancePath+"/files/exclude/" + i2,schemaPath:"#/properties/files/properties/exclude/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/files/exclude/" + i2,schemaPath:"#/properties/files/properties/exclude/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/files/exclude",schemaPath:"#/properties/files/properties/exclude/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.servers !== undefined){
let data11 = data.servers;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(Object.keys(data11).length > 100){
const err24 = {instancePath:instancePath+"/servers",schemaPath:"#/properties/servers/maxProperties",keyword:"maxProperties",params:{limit: 100}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
for(const key6 in data11){
let data12 = data11[key6];
if(typeof data12 === "string"){
if(data12.length > 200){
const err25 = {instancePath:instancePath+"/servers/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/servers/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 200}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data12.length < 1){
const err26 = {instancePath:instancePath+"/servers/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/servers/additionalProperties/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/servers/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/servers/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/servers",schemaPath:"#/properties/servers/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.assumptions !== undefined){
let data13 = data.assumptions;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
for(const key7 in data13){
if(!((((((((key7 === "missingArgument") || (key7 === "windowAlignment")) || (key7 === "conditionsJoin")) || (key7 === "limitsOrder")) || (key7 === "unknownFields")) || (key7 === "numberText")) || (key7 === "classNames")) || (key7 === "retryCounts"))){
const err29 = {instancePath:instancePath+"/assumptions",schemaPath:"#/properties/assumptions/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data13.missingArgument !== undefined){
let data14 = data13.missingArgument;
if(typeof data14 !== "string"){
const err30 = {instancePath:instancePath+"/assumptions/missingArgument",schemaPath:"#/properties/assumptions/properties/missingArgument/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(!((data14 === "condition is false") || (data14 === "denies"))){
const err31 = {instancePath:instancePath+"/assumptions/missingArgument",schemaPath:"#/properties/assumptions/properties/missingArgument/enum",keyword:"enum",params:{allowedValues: schema11.properties.assumptions.properties.missingArgument.enum}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data13.windowAlignment !== undefined){
let data15 = data13.windowAlignment;
if(typeof data15 !== "string"){
const err32 = {instancePath:instancePath+"/assumptions/windowAlignment",schemaPath:"#/properties/assumptions/properties/windowAlignment/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(!((data15 === "utc-calendar") || (data15 === "sliding"))){
const err33 = {instancePath:instancePath+"/assumptions/windowAlignment",schemaPath:"#/properties/assumptions/properties/windowAlignment/enum",keyword:"enum",params:{allowedValues: schema11.properties.assumptions.properties.windowAlignment.enum}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data13.conditionsJoin !== undefined){
let data16 = data13.conditionsJoin;
if(typeof data16 !== "string"){
const err34 = {instancePath:instancePath+"/assumptions/conditionsJoin",schemaPath:"#/properties/assumptions/properties/conditionsJoin/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(!(data16 === "all")){
const err35 = {instancePath:instancePath+"/assumptions/conditionsJoin",schemaPath:"#/properties/assumptions/properties/conditionsJoin/enum",keyword:"enum",params:{allowedValues: schema11.properties.assumptions.properties.conditionsJoin.enum}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data13.limitsOrder !== undefined){
let data17 = data13.limitsOrder;
if(typeof data17 !== "string"){
const err36 = {instancePath:instancePath+"/assumptions/limitsOrder",schemaPath:"#/properties/assumptions/properties/limitsOrder/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(!(data17 === "after predicates")){
const err37 = {instancePath:instancePath+"/assumptions/limitsOrder",schemaPath:"#/properties/assumptions/properties/limitsOrder/enum",keyword:"enum",params:{allowedValues: schema11.properties.assumptions.properties.limitsOrder.enum}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data13.unknownFields !== undefined){
let data18 = data13.unknownFields;
if(typeof data18 !== "string"){
const err38 = {instancePath:instancePath+"/assumptions/unknownFields",schemaPath:"#/properties/assumptions/properties/unknownFields/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(!((data18 === "ignored") || (data18 === "rejected"))){
const err39 = {instancePath:instancePath+"/assumptions/unknownFields",schemaPath:"#/properties/assumptions/properties/unknownFields/enum",keyword:"enum",params:{allowedValues: schema11.properties.assumptions.properties.unknownFields.enum}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data13.numberText !== undefined){
let data19 = data13.numberText;
if(typeof data19 !== "string"){
const err40 = {instancePath:instancePath+"/assumptions/numberText",schemaPath:"#/properties/assumptions/properties/numberText/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(!((data19 === "as JSON loads it") || (data19 === "as YAML loads it"))){
const err41 = {instancePath:instancePath+"/assumptions/numberText",schemaPath:"#/properties/assumptions/properties/numberText/enum",keyword:"enum",params:{allowedValues: schema11.properties.assumptions.properties.numberText.enum}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data13.classNames !== undefined){
let data20 = data13.classNames;
if(typeof data20 !== "string"){
const err42 = {instancePath:instancePath+"/assumptions/classNames",schemaPath:"#/properties/assumptions/properties/classNames/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(!((((data20 === "not known") || (data20 === "go1.24")) || (data20 === "go1.25-1.26")) || (data20 === "go1.27"))){
const err43 = {instancePath:instancePath+"/assumptions/classNames",schemaPath:"#/properties/assumptions/properties/classNames/enum",keyword:"enum",params:{allowedValues: schema11.properties.assumptions.properties.classNames.enum}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data13.retryCounts !== undefined){
let data21 = data13.retryCounts;
if(typeof data21 !== "string"){
const err44 = {instancePath:instancePath+"/assumptions/retryCounts",schemaPath:"#/properties/assumptions/properties/retryCounts/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(!((data21 === "each request") || (data21 === "the first only"))){
const err45 = {instancePath:instancePath+"/assumptions/retryCounts",schemaPath:"#/properties/assumptions/properties/retryCounts/enum",keyword:"enum",params:{allowedValues: schema11.properties.assumptions.properties.retryCounts.enum}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/assumptions",schemaPath:"#/properties/assumptions/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

// Reads messages as a library of Node does: node read_mail.cjs mailparser|postal-mime MESSAGES
// MESSAGES has a message in base64 on each line; a line of JSON comes out for each.
"use strict";

const fs = require("node:fs");
const { domainToASCII } = require("node:url");

// mailparser shows the domain xn--espaa-rta.example as españa.example.
const asSent = (address) => {
  const [, local, domain] = address.match(/^(.*@)(.*)$/) ?? [null, address, ""];
  return local + (/^[\x00-\x7f]*$/.test(domain) ? domain : domainToASCII(domain));
};

const boxes = (found) => (found ?? []).map(({ name, address }) => [name ?? "", asSent(address ?? "")]);

async function mailparser(octets) {
  const options = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true };
  const mail = await require("mailparser").simpleParser(octets, options);
  return {
    fields: mail.headerLines.map((one) => one.key),
    sender: boxes(mail.from?.value),
    to: boxes(mail.to?.value),
    reply_to: boxes(mail.replyTo?.value),
    subject: mail.subject ?? "",
    language: mail.headers.get("content-language"),
    text: mail.text ?? "",
    html: mail.html || null,
    attached: mail.attachments.length,
  };
}

async function postalMime(octets) {
  const mail = await require("postal-mime").default.parse(octets);
  // It counts the line end that belongs to a boundary (RFC 2046 5.1.1) as one of the text.
  const parted = mail.headers.some((one) => one.key === "content-type" && one.value.startsWith("multipart/"));
  const own = (text) => (parted ? text?.replace(/\n$/, "") : text);
  return {
    fields: mail.headers.map((one) => one.key),
    sender: boxes(mail.from && [mail.from]),
    to: boxes(mail.to),
    reply_to: boxes(mail.replyTo),
    subject: mail.subject ?? "",
    language: mail.headers.find((one) => one.key === "content-language")?.value,
    text: own(mail.text) ?? "",
    html: own(mail.html) ?? null,
    attached: mail.attachments.length,
  };
}

async function main([name, path]) {
  const read = { mailparser, "postal-mime": postalMime }[name];
  for (const line of fs.readFileSync(path, "ascii").trimEnd().split("\n")) {
    process.stdout.write(JSON.stringify(await read(Buffer.from(line, "base64"))) + "\n");
  }
}

main(process.argv.slice(2));

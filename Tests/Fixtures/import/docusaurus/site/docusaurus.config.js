module.exports = { title: "Rules of the lab" };

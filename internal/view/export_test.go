package view

// SelectWIP is the statement of WIP, for its plan.
const SelectWIP = selectWIP

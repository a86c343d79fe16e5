package view

// SelectWIP is the statement of WIP, for its plan.
const SelectWIP = selectWIP

// SelectUnderWay is the statement of UnderWay, for its plan.
const SelectUnderWay = selectUnderWay
